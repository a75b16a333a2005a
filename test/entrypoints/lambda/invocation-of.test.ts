import { invocationOf } from '../../../src/entrypoints/lambda/invocation-of.ts';

const now = new Date('2026-01-31T12:00:05.250Z');
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 3_000 };

test('the time of the trace, at the end of its second, is when the call was made', () => {
  const header = 'Root=1-697deec0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1;Lineage=1:0123abcd:0';
  expect(invocationOf(context, header, now)).toEqual({
    requestId: 'request-1',
    traceId: '1-697deec0-0123456789abcdef01234567',
    submittedAt: new Date('2026-01-31T12:00:00.999Z'),
    deadline: new Date('2026-01-31T12:00:08.250Z'),
  });
});

test('the root may stand anywhere in the header', () => {
  const header = 'Self=1-697deec5-abc;Root=1-697deec0-0123456789abcdef01234567';
  expect(invocationOf(context, header, now).submittedAt).toEqual(new Date('2026-01-31T12:00:00.999Z'));
});

test.each([undefined, '', 'Root=', 'Root=1-697deec-0123456789abcdef01234567', 'Root=2-697deec0-x', 'nonsense'])(
  'without a trace that tells the time, no time is known: %p',
  (header) => {
    expect(invocationOf(context, header, now).submittedAt).toBeUndefined();
  },
);

test('where nobody tells the time left, it is the longest that Lambda gives', () => {
  const { deadline } = invocationOf({ awsRequestId: 'request-1' }, undefined, now);
  expect(deadline).toEqual(new Date('2026-01-31T12:15:05.250Z'));
});
