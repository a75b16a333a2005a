import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../../application/ports/logger.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Names every request by its `x-request-id`, or a new one, and logs how it ended. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    const started = performance.now();
    const { method, path } = request;
    response.set('x-request-id', requestId);
    response.on('close', () => {
      const durationMs = Math.round(performance.now() - started);
      logger.log('debug', 'HTTP request', { requestId, method, path, status: response.statusCode, durationMs });
    });
    next();
  };
}
