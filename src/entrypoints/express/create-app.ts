import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Container } from 'inversify';
import { PROMETHEUS_METRICS } from '../../adapters/prometheus/prometheus-metrics.ts';
import type { ServerConfig } from '../composition/config.ts';
import {
  CHAT_FEED,
  CHAT_HISTORY,
  ENQUEUE_EVENT,
  HANDLE_REQUEST,
  LOGGER,
  POST_QUERY,
  TOKEN_VERIFIER,
} from '../composition/tokens.ts';
import { authenticator } from './authenticate.ts';
import { eventsApi } from './events-api.ts';
import { invokeApi } from './invoke-api.ts';
import { messagesApi } from './messages-api.ts';
import { metricsApi } from './metrics-api.ts';
import { openApi } from './openapi.ts';
import { notFound, problemHandler } from './problem-handler.ts';
import { requestLog } from './request-log.ts';
import { webPage } from './web-page.ts';

const HEARTBEAT_MS = 15_000;

/** The HTTP side of the server: translates, calls the use cases, translates back. The page is in `pageFolder`, if there is one. */
export function createApp(container: Container, { functionName, queue }: ServerConfig, pageFolder?: string): Express {
  const logger = container.get(LOGGER);
  const handle = container.get(HANDLE_REQUEST);
  const enqueue = container.get(ENQUEUE_EVENT);
  const postQuery = container.get(POST_QUERY);
  const history = container.get(CHAT_HISTORY);
  const feed = container.get(CHAT_FEED);
  const verifier = container.get(TOKEN_VERIFIER, { optional: true });
  const authenticate = authenticator(verifier);
  const description = openApi({ functionName, takesTokens: verifier !== undefined });

  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(logger), helmet());
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/openapi.json', (_request, response) => {
    response.json(description);
  });
  const timeoutMs = queue.jobTimeoutMs;
  app.use('/2015-03-31/functions', invokeApi({ functionName, handle, enqueue, authenticate, timeoutMs }));
  app.use('/api', messagesApi({ postQuery, history, authenticate }));
  app.use('/api', eventsApi({ feed, authenticate, heartbeatMs: HEARTBEAT_MS }));
  app.use(metricsApi({ metrics: container.get(PROMETHEUS_METRICS), authenticate }));
  if (pageFolder !== undefined) app.use(webPage(pageFolder));
  app.use(notFound, problemHandler(logger));
  return app;
}
