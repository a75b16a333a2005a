import type { Seen, Unseen } from '../../application/ports/seen.ts';

/**
 * Looks at something of an account.
 *
 * @param action the permission that it takes, such as `lambda:GetFunctionConfiguration`
 * @param absent the names of the errors that say that it does not exist
 * @throws what neither AWS nor the way to it is to blame for
 */
export async function look<T>(action: string, absent: readonly string[], ask: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: 'found', value: await ask() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (absent.includes(error.name)) return { kind: 'absent' };
    const reason = REASONS.find(({ applies }) => applies(error));
    if (!reason) throw error;
    return { kind: 'unseen', ...reason.explain(error, action) };
  }
}

interface Reason {
  readonly applies: (error: Error) => boolean;
  readonly explain: (error: Error, action: string) => Pick<Unseen, 'why' | 'fix'>;
}

const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
const BAD_CREDENTIALS = new Set([
  ...['ExpiredToken', 'ExpiredTokenException', 'InvalidAccessKeyId', 'InvalidClientTokenId', 'SignatureDoesNotMatch'],
  ...['InvalidSignatureException', 'UnrecognizedClientException', 'RequestExpired', 'TokenRefreshRequired'],
]);

/** Node's and OpenSSL's codes for what a server shows of itself. */
const CERTIFICATE = /^(CERT|DEPTH_ZERO|ERR_SSL|ERR_TLS|SELF_SIGNED|UNABLE_TO)_/;

/** The first that applies counts. */
const REASONS: readonly Reason[] = [
  {
    applies: ({ name }) => NO_CREDENTIALS.has(name),
    explain: () => ({
      why: 'there are no AWS credentials',
      fix: 'Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run `aws sso login`.',
    }),
  },
  {
    applies: ({ name }) => BAD_CREDENTIALS.has(name),
    explain: ({ name }) => ({
      why: `the AWS credentials are not valid (${name})`,
      fix: 'Renew them: `aws sso login`, or new access keys. Check the clock of this machine, too.',
    }),
  },
  {
    applies: ({ message }) => /^Region (is missing|not accepted)/.test(message),
    explain: () => ({ why: 'no AWS region is known', fix: 'Name it with --region, or set AWS_REGION.' }),
  },
  {
    applies: (error) => statusOf(error) === 403 || /^AccessDenied/.test(error.name),
    explain: (_, action) => ({
      why: `the caller may not use ${action}`,
      fix: `Allow ${action} to whoever runs this, or run it with other credentials.`,
    }),
  },
  {
    applies: (error) => CERTIFICATE.test(codeIn(error)),
    explain: (error) => ({
      why: `the connection to AWS is not trusted (${codeIn(error)})`,
      fix: 'Name the certificate of the proxy on the way in NODE_EXTRA_CA_CERTS. Check the clock of this machine, too.',
    }),
  },
  {
    applies: isUnreachable,
    explain: (error) => ({
      why: `AWS cannot be reached (${codeOf(error) ?? error.name})`,
      fix: 'Check the network, a proxy or VPC endpoint on the way, the region, and AWS_ENDPOINT_URL.',
    }),
  },
  {
    applies: (error) => statusOf(error) !== undefined,
    explain: (error, action) => ({
      why: `${action} failed (${error.name}${statusOf(error) === undefined ? '' : `, ${String(statusOf(error))}`})`,
      fix: 'Try again; if it stays, look the error up in the documentation of AWS.',
    }),
  },
];

function statusOf(error: Error): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** Node's own errors: refused, unknown host, reset; of several addresses, each with one. */
function codeOf(error: Error): string | undefined {
  const code = codeIn(error);
  return /^E(?!RR_)[A-Z_]+$/.test(code) ? code : undefined;
}

function codeIn(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

function isUnreachable(error: Error): boolean {
  return codeOf(error) !== undefined || error.name === 'TimeoutError' || error.name === 'AbortError';
}
