import 'reflect-metadata';
import { EmbeddedMetrics } from '../../../src/adapters/powertools/embedded-metrics.ts';
import type { Metrics } from '../../../src/application/ports/metrics.ts';

/** What is written to the log. */
function linesOf(act: (metrics: Metrics) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  const output = { write: (line: string) => lines.push(line) };
  act(new EmbeddedMetrics({ namespace: 'chat-courier', service: 'ChatMessage-abc-NONE' }, output));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What CloudWatch makes of a line: each metric under each set of dimensions. */
function seriesOf(line: Record<string, unknown> | undefined): readonly unknown[] {
  const { CloudWatchMetrics } = line?.['_aws'] as {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name, Unit }) => {
        const dimensions = Object.fromEntries(names.map((name) => [name, line?.[name]]));
        return { Namespace, Name, Unit, value: line?.[Name], dimensions };
      }),
    ),
  );
}

const of = (Name: string, Unit: string, value: number, code?: string) => ({
  ...{ Namespace: 'chat-courier', Name, Unit, value },
  dimensions: { service: 'ChatMessage-abc-NONE', ...(code !== undefined && { code }) },
});

test('figures become series of the service; the call is beside them, to search by', () => {
  const [line, ...others] = linesOf((metrics) => {
    const facts = { requestId: 'request-1', traceId: '1-697deec0-0', messageId: 'msg-1-a' };
    metrics.record({ WriteSuccess: 1, WriteLatency: 12, MessageSize: 3_456 }, facts);
  });
  expect(others).toEqual([]);
  expect(seriesOf(line)).toEqual([
    of('WriteSuccess', 'Count', 1),
    of('WriteLatency', 'Milliseconds', 12),
    of('MessageSize', 'Bytes', 3_456),
  ]);
  expect(line).toMatchObject({ requestId: 'request-1', traceId: '1-697deec0-0', messageId: 'msg-1-a' });
});

test('what failed is in the series of the service, and in that of its code', () => {
  const [line] = linesOf((metrics) => {
    metrics.record({ WriteFailure: 1 }, { code: 'throttled' });
  });
  expect(seriesOf(line)).toEqual([of('WriteFailure', 'Count', 1), of('WriteFailure', 'Count', 1, 'throttled')]);
});

test('what is not measured by code has no series of a code, which would cost money; the code is there to search by', () => {
  const lines = linesOf((metrics) => {
    metrics.record({ JobDuration: 12, JobFailure: 1, JobTimeouts: 1 }, { code: 'job-timeout', requestId: 'request-1' });
  });
  expect(lines.flatMap(seriesOf)).toEqual([
    of('JobDuration', 'Milliseconds', 12),
    of('JobTimeouts', 'Count', 1),
    of('JobFailure', 'Count', 1),
    of('JobFailure', 'Count', 1, 'job-timeout'),
  ]);
  for (const line of lines) expect(line).toMatchObject({ code: 'job-timeout', requestId: 'request-1' });
});

test('what is no number is left out, and the rest is recorded', () => {
  const [line] = linesOf((metrics) => {
    metrics.record({ WriteSuccess: 1, MessageSize: undefined as unknown as number, WriteLatency: Number.NaN });
  });
  expect(seriesOf(line)).toEqual([of('WriteSuccess', 'Count', 1)]);
});

test('a code is that of its own figures alone', () => {
  const [, second] = linesOf((metrics) => {
    metrics.record({ WriteFailure: 1 }, { code: 'throttled', requestId: 'request-1' });
    metrics.record({ WriteSuccess: 1 }, { traceId: undefined });
  });
  expect(seriesOf(second)).toEqual([of('WriteSuccess', 'Count', 1)]);
  expect(second).not.toHaveProperty('code');
  expect(second).not.toHaveProperty('requestId');
});

test('no figures are no line', () => {
  expect(
    linesOf((metrics) => {
      metrics.record({}, { requestId: 'request-1' });
    }),
  ).toEqual([]);
});
