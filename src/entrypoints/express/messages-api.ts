import { json, Router, type Request } from 'express';
import { parseInput } from '../../application/parse-input.ts';
import type { ChatHistory } from '../../application/ports/chat-history.ts';
import type { PostQuery } from '../../application/post-query.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { listMessagesSchema, postMessageSchema, sessionPathSchema } from './api-schemas.ts';
import type { Authenticate } from './authenticate.ts';

export interface MessagesApiDependencies {
  readonly postQuery: PostQuery;
  readonly history: ChatHistory;
  readonly authenticate: Authenticate;
}

/** The chat as a plain HTTP API: `/api/sessions/{sessionId}/messages`. */
export function messagesApi({ postQuery, history, authenticate }: MessagesApiDependencies): Router {
  const router = Router();
  router
    .route('/sessions/:sessionId/messages')
    .post(json({ limit: '1mb' }), async (request, response) => {
      const query = parseInput(postMessageSchema, request.body);
      response.status(202).json(await postQuery(await recipientOf(request), query));
    })
    .get(async (request, response) => {
      const page = parseInput(listMessagesSchema, request.query);
      response.json(await history.list({ ...(await recipientOf(request)), ...page }));
    });
  return router;

  async function recipientOf(request: Request): Promise<Recipient> {
    const { sessionId } = parseInput(sessionPathSchema, request.params);
    return { sessionId, userId: (await authenticate(request)).id };
  }
}
