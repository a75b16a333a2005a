import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from './listening.ts';

export interface FunctionState {
  arn: string;
  state: string;
  lastUpdate: string;
  /** Absent: it is a container image. */
  runtime?: string | undefined;
  memory: number;
  timeout: number;
  role: string;
  environment: Record<string, string>;
  /** Lambda does not show the variables. */
  hidden?: boolean;
  /** Absent: nothing was ever set. */
  events?: { retries?: number; age?: number; onFailure?: string };
}

export interface BucketState {
  region: string;
  /** Which blocks of public access are on; absent: none was ever set. */
  blocks?: string[];
  encryption?: string;
}

/** What stands in for an account; tests change it. */
export interface AccountState {
  functions: Record<string, FunctionState>;
  buckets: Record<string, BucketState>;
  /** Per role: `action resource`, or with what must be known of the request: `action resource key=value`. */
  grants: Record<string, string[]>;
  denies: string[];
  missingContext: string[];
  /** Which of the caller's requests are refused, and with which error. */
  refused: Record<string, { status: number; error: string }>;
}

export interface AwsAccount {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Lambda's, IAM's, STS's and S3's APIs over HTTP, as far as a deployment is looked at, on a free port of this machine. */
export async function startAwsAccount(state: () => AccountState): Promise<AwsAccount> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const {
        status,
        body: answer = '',
        headers,
      } = answerTo(state(), request.method ?? '', url, new URLSearchParams(body));
      response.writeHead(status, headers).end(request.method === 'HEAD' ? '' : answer);
    });
  });
  const { origin, close } = await listening(server);
  return {
    url: origin,
    close,
  };
}

function answerTo(account: AccountState, method: string, url: URL, form: URLSearchParams): Answer {
  const lambda = /^\/20\d\d-\d\d-\d\d\/functions\/([^/]+)\/(configuration|event-invoke-config)$/.exec(url.pathname);
  if (lambda) return lambdaAnswer(account, decodeURIComponent(lambda[1] ?? ''), lambda[2] ?? '');
  const action = form.get('Action');
  if (action !== null) return queryAnswer(account, action, form);
  return s3Answer(account, method, url);
}

function lambdaAnswer({ functions, refused }: AccountState, name: string, what: string): Answer {
  const json = (status: number, body: unknown, error?: string): Answer => ({
    status,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(error !== undefined && { 'x-amzn-errortype': error }) },
  });
  const refusal = refused[what];
  if (refusal) return json(refusal.status, { Message: 'refused' }, refusal.error);
  const found = Object.entries(functions).find(([key, { arn }]) => key === name || arn === name);
  const missing = json(404, { Type: 'User', Message: 'not found' }, 'ResourceNotFoundException');
  if (!found) return missing;
  const [key, fn] = found;
  if (what === 'configuration') return json(200, configurationOf(key, fn));
  if (!fn.events) return missing;
  const { retries, age, onFailure } = fn.events;
  return json(200, {
    FunctionArn: fn.arn,
    MaximumRetryAttempts: retries ?? null,
    MaximumEventAgeInSeconds: age ?? null,
    DestinationConfig: { OnSuccess: {}, OnFailure: onFailure === undefined ? {} : { Destination: onFailure } },
  });
}

function configurationOf(name: string, fn: FunctionState) {
  const error = { ErrorCode: 'AccessDeniedException', Message: 'kms:Decrypt' };
  return {
    FunctionName: name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.role,
    MemorySize: fn.memory,
    Timeout: fn.timeout,
    State: fn.state,
    LastUpdateStatus: fn.lastUpdate,
    Environment: fn.hidden ? { Error: error } : { Variables: fn.environment },
  };
}

function queryAnswer(account: AccountState, action: string, form: URLSearchParams): Answer {
  const refusal = account.refused[action];
  if (refusal) {
    const error = `<Error><Type>Sender</Type><Code>${refusal.error}</Code><Message>refused</Message></Error>`;
    return { status: refusal.status, body: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` };
  }
  const result = action === 'GetCallerIdentity' ? identity() : simulation(account, form);
  return { status: 200, body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>` };
}

function identity(): string {
  return '<Arn>arn:aws:iam::123456789012:user/operator</Arn><UserId>U</UserId><Account>123456789012</Account>';
}

function simulation({ grants, denies, missingContext }: AccountState, form: URLSearchParams): string {
  const all = (prefix: string) => [...form].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
  const resource = form.get('ResourceArns.member.1') ?? '';
  const key = form.get('ContextEntries.member.1.ContextKeyName');
  const value = form.get('ContextEntries.member.1.ContextKeyValues.member.1') ?? '';
  const known = key === null ? '' : ` ${key}=${value}`;
  const members = all('ActionNames.member.').map((action) => {
    const granted = grants[form.get('PolicySourceArn') ?? '']?.includes(`${action} ${resource}${known}`);
    const decision = denies.includes(`${action} ${resource}`) ? 'explicitDeny' : granted ? 'allowed' : 'implicitDeny';
    const missing = missingContext.map((name) => `<member>${name}</member>`).join('');
    return (
      `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${resource}</EvalResourceName>` +
      `<EvalDecision>${decision}</EvalDecision><MissingContextValues>${missing}</MissingContextValues></member>`
    );
  });
  return `<IsTruncated>false</IsTruncated><EvaluationResults>${members.join('')}</EvaluationResults>`;
}

function s3Answer({ buckets, refused }: AccountState, method: string, url: URL): Answer {
  const error = (status: number, code: string): Answer => ({ status, body: `<Error><Code>${code}</Code></Error>` });
  const bucket = buckets[url.pathname.replaceAll('/', '')];
  const asked = url.searchParams.has('publicAccessBlock') ? 'blocks' : method === 'HEAD' ? 'HeadBucket' : 'encryption';
  const refusal = refused[asked];
  if (refusal) return error(refusal.status, refusal.error);
  if (!bucket) return error(404, 'NoSuchBucket');
  const headers = { 'x-amz-bucket-region': bucket.region };
  if (asked === 'HeadBucket') return { status: bucket.region === 'us-east-1' ? 200 : 301, headers };
  if (asked === 'blocks') {
    const { blocks } = bucket;
    if (!blocks) return error(404, 'NoSuchPublicAccessBlockConfiguration');
    const settings = blocks.map((name) => `<${name}>true</${name}>`).join('');
    return { status: 200, body: `<PublicAccessBlockConfiguration>${settings}</PublicAccessBlockConfiguration>` };
  }
  if (bucket.encryption === undefined) return error(404, 'ServerSideEncryptionConfigurationNotFoundError');
  const rule = `<ApplyServerSideEncryptionByDefault><SSEAlgorithm>${bucket.encryption}</SSEAlgorithm></ApplyServerSideEncryptionByDefault>`;
  const body = `<ServerSideEncryptionConfiguration><Rule>${rule}</Rule></ServerSideEncryptionConfiguration>`;
  return { status: 200, body };
}
