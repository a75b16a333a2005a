import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** A deployed function. */
export interface LambdaFunction {
  /** The folder of its deployment package; the handler is `index.handler`. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds that one invocation may take. */
  readonly timeout: number;
}

export interface Invocation {
  readonly requestId: string;
  /** `_X_AMZN_TRACE_ID`. */
  readonly trace: string;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** How one try ended. `endedAfter` is in milliseconds. */
export type Try =
  | { readonly response: unknown; readonly error?: never; readonly endedAfter: number }
  | { readonly error: FunctionError; readonly response?: never; readonly endedAfter: number };

const running = new Set<Environment>();

/** For `afterEach`. */
export async function endEnvironments(): Promise<void> {
  await Promise.all([...running].map((environment) => environment.end()));
}

export function newInvocation(seconds = Math.floor(Date.now() / 1_000)): Invocation {
  const [id, root] = [randomUUID(), randomUUID().replaceAll('-', '').slice(0, 24)];
  return { requestId: id, trace: `Root=1-${seconds.toString(16)}-${root};Parent=0123456789abcdef;Sampled=0` };
}

/**
 * One execution environment of the Lambda service: a process under AWS's runtime interface client, and the Runtime API
 * that it asks for work. Source: "Using the Lambda runtime API" in the AWS Lambda Developer Guide.
 */
export class Environment {
  private output = '';
  private waiting: ((response: ServerResponse) => void) | undefined;
  private idle: ServerResponse | undefined;
  private result: ((ended: Omit<Try, 'endedAfter'>) => void) | undefined;

  private constructor(
    private readonly api: Server,
    private readonly runtime: ChildProcess,
    private readonly timeout: number,
  ) {
    running.add(this);
  }

  static async start(client: string, { folder, environment, timeout }: LambdaFunction): Promise<Environment> {
    const api = createServer();
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const standIn = path.resolve(import.meta.dirname, 'rapid-client.cjs');
    const runtime = spawn(process.execPath, ['--require', standIn, client, 'index.handler'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', process.env['SHOW_LAMBDA_ERRORS'] ? 'inherit' : 'ignore'],
      env: {
        AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(api.address() as AddressInfo).port}`,
        AWS_LAMBDA_FUNCTION_NAME: 'renewableOrchestrator',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...environment,
      },
    });
    const started = new Environment(api, runtime, timeout * 1_000);
    runtime.stdout.setEncoding('utf8').on('data', (written: string) => (started.output += written));
    api.on('request', (request, response) => {
      void text(request).then((body) => {
        started.serve(request.url ?? '', body, response);
      });
    });
    runtime.on('exit', (code, signal) => {
      const how = signal === null ? `exit status ${code}` : `signal: ${WORDS[signal] ?? signal}`;
      started.result?.({
        error: { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${how}` },
      });
    });
    return started;
  }

  get alive(): boolean {
    return this.runtime.exitCode === null && this.runtime.signalCode === null;
  }

  /** The lines that the function has logged, as CloudWatch has them. */
  get log(): readonly Readonly<Record<string, unknown>>[] {
    const lines = this.output.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  /** Gives the function an event; at its deadline the process is killed. */
  async invoke(event: unknown, { requestId, trace }: Invocation): Promise<Try> {
    const ended = new Promise<Omit<Try, 'endedAfter'>>((resolve) => (this.result = resolve));
    const next = await Promise.race([this.next(), ended]);
    if (!('writeHead' in next)) return { ...next, endedAfter: 0 } as Try;
    const began = Date.now();
    const timer = setTimeout(() => {
      const seconds = (this.timeout / 1_000).toFixed(2);
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
      this.result?.({ error: { errorType: 'Sandbox.Timedout', errorMessage } });
      this.runtime.kill('SIGKILL');
    }, this.timeout);
    next.writeHead(200, {
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': began + this.timeout,
      'lambda-runtime-trace-id': trace,
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:renewableOrchestrator',
    });
    next.end(JSON.stringify(event));
    const result = await ended;
    clearTimeout(timer);
    return { ...result, endedAfter: Date.now() - began } as Try;
  }

  async end(): Promise<void> {
    running.delete(this);
    this.result = undefined;
    if (this.alive) {
      this.runtime.kill('SIGKILL');
      await once(this.runtime, 'exit');
    }
    this.api.closeAllConnections();
    await new Promise((resolve) => this.api.close(resolve));
  }

  /** The request of a runtime that waits for work. */
  private next(): Promise<ServerResponse> {
    const { idle } = this;
    this.idle = undefined;
    return idle ? Promise.resolve(idle) : new Promise((resolve) => (this.waiting = resolve));
  }

  private serve(url: string, body: string, response: ServerResponse): void {
    if (url.endsWith('/invocation/next')) {
      if (this.waiting) this.waiting(response);
      else this.idle = response;
      this.waiting = undefined;
      return;
    }
    response.writeHead(202).end('{"status":"OK"}');
    const payload: unknown = JSON.parse(body);
    this.result?.(url.endsWith('/response') ? { response: payload } : { error: payload as FunctionError });
  }
}

/** As Lambda writes them. */
const WORDS: Readonly<Partial<Record<NodeJS.Signals, string>>> = { SIGABRT: 'aborted', SIGKILL: 'killed' };

/** An asynchronous invocation: tried three times, without the minutes between; each try is told to `afterTry`. */
export async function invokeEvent(
  client: string,
  lambda: LambdaFunction,
  event: unknown,
  invocation: Invocation,
  afterTry: (ended: Try) => Promise<void> | void = () => undefined,
): Promise<Try> {
  let environment = await Environment.start(client, lambda);
  try {
    for (let tries = 1; ; tries++) {
      const ended = await environment.invoke(event, invocation);
      await afterTry(ended);
      if (!ended.error || tries === 3) return ended;
      if (!environment.alive) environment = await Environment.start(client, lambda);
    }
  } finally {
    await environment.end();
  }
}

/** What Lambda sends to an on-failure destination. Source: "Capturing records of Lambda asynchronous invocations". */
export function invocationRecord(event: unknown, { requestId }: Invocation, error: FunctionError | undefined) {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:renewableOrchestrator:$LATEST',
      condition: error ? 'RetriesExhausted' : 'EventAgeExceeded',
      approximateInvokeCount: error ? 3 : 0,
    },
    requestPayload: event,
    ...(error && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error,
    }),
  };
}
