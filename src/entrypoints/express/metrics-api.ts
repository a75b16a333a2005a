import { Router } from 'express';
import type { PrometheusMetrics } from '../../adapters/prometheus/prometheus-metrics.ts';
import type { Authenticate } from './authenticate.ts';

export interface MetricsApiDependencies {
  readonly metrics: Pick<PrometheusMetrics, 'contentType' | 'text'>;
  readonly authenticate: Authenticate;
}

/** What is measured, for Prometheus, at `/metrics`. */
export function metricsApi({ metrics, authenticate }: MetricsApiDependencies): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    await authenticate(request);
    response.set('content-type', metrics.contentType).send(await metrics.text());
  });
  return router;
}
