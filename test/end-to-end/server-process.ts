import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { built } from '../built.ts';
import { until } from './until.ts';

export type Environment = Readonly<Record<string, string>>;

type LogLine = Readonly<Record<string, unknown>>;

export interface Message {
  readonly id: string;
  readonly role: string;
  readonly text: string;
  readonly responseComplete: boolean;
  readonly artifacts: readonly { readonly type: string }[];
}

/** The built server in a process of its own. */
export interface ServerProcess {
  /** What it wrote so far. */
  readonly output: { stdout: string; stderr: string };
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** Where it is, once it is ready. @throws if it ends instead */
  ready(): Promise<string>;
  /** The lines of its log so far. */
  log(): readonly LogLine[];
  signal(name: NodeJS.Signals): void;
}

const running = new Set<ServerProcess>();
const folders: string[] = [];

/** Runs it as `npm start` does, on a free port; nothing of the tests' own environment reaches it. */
export function startServerProcess(environment: Environment): ServerProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', built('server/index.mjs')], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const server: ServerProcess = {
    output,
    exited: once(child, 'close').then(([code]) => code as number | null),
    ready: () =>
      until(() => {
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${output.stderr}`);
        return /^chat-courier is ready at (\S+)/m.exec(output.stdout)?.[1];
      }),
    log: () => (output.stdout.match(/^\{.*\n/gm) ?? []).map((line) => JSON.parse(line) as LogLine),
    signal: (name) => child.kill(name),
  };
  running.add(server);
  void server.exited.then(() => running.delete(server));
  return server;
}

/** Sends a query as the plain API takes it, and returns the answer's id. */
export async function send(url: string, sessionId: string, query: string): Promise<string> {
  const response = await fetch(`${url}/api/sessions/${sessionId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { messageId: string }).messageId;
}

export async function read(url: string, sessionId: string): Promise<readonly Message[]> {
  const response = await fetch(`${url}/api/sessions/${sessionId}/messages`);
  return ((await response.json()) as { messages: Message[] }).messages;
}

/** Waits until an answer is finished. */
export function answerOf(url: string, sessionId: string, messageId: string): Promise<Message> {
  return until(async () => {
    const messages = await read(url, sessionId);
    return messages.find(({ id, responseComplete }) => id === messageId && responseComplete);
  });
}

/** A folder of the test's own that does not exist yet, in one that does. */
export async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-'));
  folders.push(folder);
  return path.join(folder, 'data');
}

/** For `afterEach`: ends what still runs and removes the folders. */
export async function cleanUp(): Promise<void> {
  for (const server of running) server.signal('SIGKILL');
  await Promise.all([...running].map(({ exited }) => exited));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
}
