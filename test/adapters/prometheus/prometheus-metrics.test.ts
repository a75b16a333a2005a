import 'reflect-metadata';
import { PrometheusMetrics } from '../../../src/adapters/prometheus/prometheus-metrics.ts';
import { prometheusName } from '../../../src/adapters/prometheus/prometheus-name.ts';
import { MEASURES, type MeasureName } from '../../../src/application/measures.ts';

async function linesOf(metrics: PrometheusMetrics): Promise<readonly string[]> {
  return (await metrics.text()).split('\n');
}

test('counts are counted, those of failures by code; durations are seconds', async () => {
  const metrics = new PrometheusMetrics();
  metrics.record({ WriteSuccess: 1, WriteLatency: 1_500, MessageSize: 2_000 }, { requestId: 'request-1' });
  metrics.record({ WriteSuccess: 1, WriteLatency: 20 });
  metrics.record({ WriteFailure: 1 }, { code: 'throttled' });
  metrics.record({ WriteFailure: 2 }, { code: 'out-of-time' });
  metrics.record({ JobFailure: 1, JobTimeouts: 1 }, { code: 'job-timeout' });
  const lines = await linesOf(metrics);
  for (const line of [
    'chat_courier_write_success_total 2',
    'chat_courier_write_latency_seconds_sum 1.52',
    'chat_courier_write_latency_seconds_bucket{le="0.025"} 1',
    'chat_courier_write_latency_seconds_bucket{le="2.5"} 2',
    'chat_courier_message_size_bytes_bucket{le="4000"} 1',
    'chat_courier_write_failure_total{code="throttled"} 1',
    'chat_courier_write_failure_total{code="out-of-time"} 2',
    'chat_courier_job_failure_total{code="job-timeout"} 1',
    'chat_courier_job_timeouts_total 1',
  ]) {
    expect(lines).toContain(line);
  }
});

test('what is no number is left out, and the rest is recorded', async () => {
  const metrics = new PrometheusMetrics();
  metrics.record({ MessageSize: undefined as unknown as number, WriteRetries: -1, WriteLatency: NaN, WriteSuccess: 1 });
  const lines = await linesOf(metrics);
  expect(lines).toContain('chat_courier_write_success_total 1');
  expect(lines).toContain('chat_courier_message_size_bytes_count 0');
});

test('everything that is measured is described from the start', async () => {
  const lines = await linesOf(new PrometheusMetrics());
  for (const [name, { unit, meaning }] of Object.entries(MEASURES) as [MeasureName, (typeof MEASURES)[MeasureName]][]) {
    const there = prometheusName(name);
    expect(lines).toContain(`# HELP ${there} ${meaning}`);
    expect(lines).toContain(`# TYPE ${there} ${unit === 'Count' ? 'counter' : 'histogram'}`);
  }
  expect(lines).toContain('chat_courier_results_lost_total 0');
});

test.each<[MeasureName, string]>([
  ['WriteLatency', 'chat_courier_write_latency_seconds'],
  ['MessageSize', 'chat_courier_message_size_bytes'],
  ['JobRetries', 'chat_courier_job_retries_total'],
])('%s is called %s', (measure, name) => {
  expect(prometheusName(measure)).toBe(name);
});
