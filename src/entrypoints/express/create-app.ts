import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Container } from 'inversify';
import { CHAT_HISTORY, ENQUEUE_EVENT, HANDLE_REQUEST, LOGGER, POST_QUERY } from '../composition/tokens.ts';
import { invokeApi } from './invoke-api.ts';
import { messagesApi } from './messages-api.ts';
import { openApi } from './openapi.ts';
import { notFound, problemHandler } from './problem-handler.ts';
import { requestLog } from './request-log.ts';

/** The HTTP side of the server: translates, calls the use cases, translates back. */
export function createApp(container: Container, functionName: string): Express {
  const logger = container.get(LOGGER);
  const handle = container.get(HANDLE_REQUEST);
  const enqueue = container.get(ENQUEUE_EVENT);
  const description = openApi(functionName);

  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(logger), helmet());
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/openapi.json', (_request, response) => {
    response.json(description);
  });
  app.use('/2015-03-31/functions', invokeApi({ functionName, handle, enqueue }));
  app.use('/api', messagesApi({ postQuery: container.get(POST_QUERY), history: container.get(CHAT_HISTORY) }));
  app.use(notFound, problemHandler(logger));
  return app;
}
