import { GlobalRegistrator } from '@happy-dom/global-registrator';

/** The network stays Node's own. */
const { fetch, Request, Response, Headers, Blob, AbortController, AbortSignal, ReadableStream, DecompressionStream } =
  globalThis;
GlobalRegistrator.register({ url: 'http://localhost/' });
Object.assign(globalThis, { fetch, Request, Response, Headers, Blob, AbortController, AbortSignal });
Object.assign(globalThis, { ReadableStream, DecompressionStream });

/** Somebody looks at the page, or at another one. */
export function look(away: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: away });
  document.dispatchEvent(new Event('visibilitychange'));
}
