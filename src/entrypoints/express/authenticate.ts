import type { Request } from 'express';
import { objectOf } from '../../application/object-schemas.ts';
import { userIdSchema } from '../../application/orchestrator-request-schema.ts';
import { parseInput } from '../../application/parse-input.ts';
import type { TokenVerifier } from '../../application/ports/token-verifier.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import { userSchema } from './api-schemas.ts';
import { refuseOtherSites } from './refuse-other-sites.ts';

export interface User {
  readonly id: string;
  /** Whether a token vouches for it; else it is the caller's word. */
  readonly verified: boolean;
}

/** Tells who calls, by the headers alone. @throws ChatCourierError `unauthenticated`, `origin-refused`, `user-refused`, `unavailable`; InvalidRequestError */
export type Authenticate = (request: Request) => Promise<User>;

const claimSchema = objectOf({ 'x-user-id': userSchema });
const subjectSchema = objectOf({ sub: userIdSchema });

const BEARER = /^Bearer +(\S+) *$/i;

/** The user is whom the bearer token names, if there is a verifier, else whom `x-user-id` names. */
export function authenticator(verifier: TokenVerifier | undefined): Authenticate {
  return async (request) => {
    const claimed = request.get('x-user-id');
    if (verifier === undefined) {
      refuseOtherSites(request);
      return { id: parseInput(claimSchema, { 'x-user-id': claimed })['x-user-id'], verified: false };
    }
    const token = BEARER.exec(request.get('authorization') ?? '')?.[1];
    if (token === undefined) throw new ChatCourierError('unauthenticated', 'a bearer token is required');
    const { sub: id } = parseInput(subjectSchema, { sub: await verifier.verify(token) });
    if (claimed !== undefined && claimed !== id) {
      throw new ChatCourierError('user-refused', 'x-user-id is not the user of the bearer token');
    }
    return { id, verified: true };
  };
}
