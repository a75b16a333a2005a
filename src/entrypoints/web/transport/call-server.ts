import { identityHeaders } from '../model/identity.ts';
import { noteServerTime } from '../model/clock.ts';
import { Problem } from './problem.ts';

/** Asks the server, as the user. @throws Problem */
export async function callServer(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...identityHeaders(), ...(init.headers as Record<string, string> | undefined) };
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, 'unreachable', 'The server cannot be reached.');
  });
  noteServerTime(response.headers.get('date'));
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined); // a proxy's page is no JSON
  const error = (body as { error?: { code?: unknown; message?: unknown } } | undefined)?.error;
  const message = typeof error?.message === 'string' ? error.message : `The server answered ${response.status}.`;
  return new Problem(response.status, typeof error?.code === 'string' ? error.code : 'unknown', message);
}
