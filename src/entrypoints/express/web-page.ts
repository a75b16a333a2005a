import { join } from 'node:path';
import express, { Router } from 'express';
import helmet from 'helmet';

/** Everything comes from this server, and nothing of what others wrote can become a script or a style. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The chat page, as `scripts/build.mjs web` builds it into `folder`. Where there is none, there is no page. */
export function webPage(folder: string): Router {
  const router = Router();
  router.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: POLICY },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  // Their names change with what is in them.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  router.use(
    express.static(folder, {
      cacheControl: false,
      setHeaders: (response) => response.set('cache-control', 'no-cache'),
    }),
  );
  return router;
}
