import { onBehalfOf, traceIdIn } from '../../src/application/call.ts';
import { RecordingLogger } from './recording-logger.ts';
import { RecordingMetrics } from './recording-metrics.ts';

const ID = '1-697deec0-0123456789abcdef01234567';

test.each([
  `Root=${ID}`,
  `Root=${ID};Parent=0123456789abcdef;Sampled=1`,
  `Self=1-697deec5-abc;Root=${ID}`,
  `Parent=0123456789abcdef; Root=${ID};Lineage=1:0:0`,
])('the trace is found in %s', (header) => {
  expect(traceIdIn(header)).toBe(ID);
});

test.each([undefined, '', ID, 'Root=1-697deec0-0123', `Root=${ID}0`, `NotRoot=${ID}`, 'Root=1-697DEEC0-"x"'])(
  'no trace is found in %p',
  (header) => {
    expect(traceIdIn(header)).toBeUndefined();
  },
);

test('every line and figure names the call, and keeps what it says itself', () => {
  const [logger, metrics] = [new RecordingLogger(), new RecordingMetrics()];
  const telling = onBehalfOf({ logger, metrics }, { requestId: 'request-1', traceId: ID });
  telling.logger.log('info', 'Hello');
  telling.logger.log('warn', 'Again', { sessionId: 'session-1' });
  telling.metrics.record({ JobDuration: 1 });
  telling.metrics.record({ JobFailure: 1 }, { code: 'job-timeout' });
  const call = { requestId: 'request-1', traceId: ID };
  expect(logger.lines.map(({ fields }) => fields)).toEqual([call, { ...call, sessionId: 'session-1' }]);
  expect(metrics.records.map(({ facts }) => facts)).toEqual([call, { ...call, code: 'job-timeout' }]);
});

test('a call without a trace has none', () => {
  const logger = new RecordingLogger();
  onBehalfOf({ logger, metrics: new RecordingMetrics() }, { requestId: 'request-1' }).logger.log('info', 'Hello');
  expect(logger.lines[0]?.fields).toStrictEqual({ requestId: 'request-1' });
});
