import { promisify } from 'node:util';
import { json, Router, type Request, type Response } from 'express';
import { traceIdIn } from '../../application/call.ts';
import { parseInput } from '../../application/parse-input.ts';
import type { ChatHistory } from '../../application/ports/chat-history.ts';
import type { PostQuery } from '../../application/post-query.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { listMessagesSchema, postMessageSchema, sessionPathSchema } from './api-schemas.ts';
import type { Authenticate } from './authenticate.ts';
import { sendJson } from './send-json.ts';

export interface MessagesApiDependencies {
  readonly postQuery: PostQuery;
  readonly history: ChatHistory;
  readonly authenticate: Authenticate;
}

const readBody = promisify<Request, Response>(json({ limit: '1mb' }));

/** The chat as a plain HTTP API: `/api/sessions/{sessionId}/messages`. */
export function messagesApi({ postQuery, history, authenticate }: MessagesApiDependencies): Router {
  const router = Router();
  router
    .route('/sessions/:sessionId/messages')
    .post(async (request, response) => {
      const recipient = await recipientOf(request);
      await readBody(request, response);
      const traceId = traceIdIn(request.get('x-amzn-trace-id'));
      response.status(202).json(await postQuery(recipient, parseInput(postMessageSchema, request.body), traceId));
    })
    .get(async (request, response) => {
      const recipient = await recipientOf(request);
      const page = await history.list({ ...recipient, ...parseInput(listMessagesSchema, request.query) });
      await sendJson(response, page);
    });
  return router;

  async function recipientOf(request: Request): Promise<Recipient> {
    const { id: userId } = await authenticate(request);
    return { ...parseInput(sessionPathSchema, request.params), userId };
  }
}
