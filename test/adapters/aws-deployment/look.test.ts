import { look } from '../../../src/adapters/aws-deployment/look.ts';

const failing = (error: unknown) => look('s3:ListBucket', ['NoSuchBucket'], () => Promise.reject(error as Error));
const named = (name: string, fields: object = {}) => Object.assign(new Error('refused'), { name, ...fields });
const answered = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

test('what is found, and what is not there', async () => {
  expect(await look('s3:ListBucket', [], () => Promise.resolve(5))).toEqual({ kind: 'found', value: 5 });
  expect(await failing(named('NoSuchBucket', answered(404)))).toEqual({ kind: 'absent' });
});

test.each([
  ['no credentials', named('CredentialsProviderError'), /no AWS credentials/],
  ['old credentials', named('ExpiredTokenException', answered(400)), /not valid \(ExpiredTokenException\)/],
  ['no permission', named('AccessDeniedException', answered(400)), /may not use s3:ListBucket/],
  ['no permission, said without a body', named('403', answered(403)), /may not use s3:ListBucket/],
  ['an unknown host', Object.assign(new Error('x'), { code: 'ENOTFOUND' }), /cannot be reached \(ENOTFOUND\)/],
  [
    'a certificate that nobody vouches for',
    Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN', $metadata: { attempts: 1 } }),
    /not trusted \(SELF_SIGNED_CERT_IN_CHAIN\)/,
  ],
  [
    'the certificate of another host',
    Object.assign(new Error('x'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    /not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
  ],
  ['no answer in time', named('TimeoutError'), /cannot be reached \(TimeoutError\)/],
  [
    'too many requests',
    named('ThrottlingException', answered(400)),
    /s3:ListBucket failed \(ThrottlingException, 400\)/,
  ],
  ['a fault of the service', named('InternalError', answered(500)), /s3:ListBucket failed \(InternalError, 500\)/],
])('%s: the reason, and what to do', async (_, error, why) => {
  const seen = await failing(error);
  expect(seen).toMatchObject({ kind: 'unseen', why: expect.stringMatching(why) as string });
  expect(seen.kind === 'unseen' && seen.fix).toMatch(/^[A-Z].+\.$/);
});

test('a fault of our own is thrown', async () => {
  await expect(failing(new TypeError('x is not a function'))).rejects.toThrow('x is not a function');
  await expect(failing('a text')).rejects.toBe('a text');
});
