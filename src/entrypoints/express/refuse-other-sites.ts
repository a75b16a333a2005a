import type { Request } from 'express';
import { isLoopback } from '../../application/is-loopback.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

/**
 * Where the caller's word counts, a page of another site must not speak for the user who looks at it: neither through
 * the user's browser, which says where the page is from, nor under a name of its own that it lets point to this machine.
 *
 * @throws ChatCourierError `origin-refused`
 */
export function refuseOtherSites({ headers }: Request): void {
  if (!isHere(`http://${headers.host ?? ''}`)) {
    throw new ChatCourierError('origin-refused', 'the Host must be localhost, 127.0.0.1 or [::1]');
  }
  if (headers['sec-fetch-site'] === 'cross-site' || (headers.origin !== undefined && !isHere(headers.origin))) {
    throw new ChatCourierError('origin-refused', 'pages of other sites may not call this server');
  }
}

function isHere(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}
