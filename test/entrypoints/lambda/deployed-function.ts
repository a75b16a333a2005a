import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import { built } from '../../built.ts';

const RUNTIME = path.resolve(import.meta.dirname, 'lambda-runtime.mjs');

export interface Execution {
  readonly exitCode: number;
  readonly responses: readonly OrchestratorResponse[];
  readonly log: readonly Readonly<Record<string, unknown>>[];
  readonly stderr: string;
  /** The source files that were loaded, as the source maps of the loaded files name them. */
  readonly loaded: readonly string[];
}

export interface DeployedFunction {
  /** Its files. */
  readonly files: readonly string[];
  /** Starts a new execution environment and invokes the function once per event. */
  run(environment: Readonly<Record<string, string>>, ...events: unknown[]): Promise<Execution>;
  remove(): Promise<void>;
}

/** The built deployment package, alone in a folder with nothing around that it could use by mistake. */
export async function deployFunction(name = 'orchestrator'): Promise<DeployedFunction> {
  const home = await mkdtemp(path.join(tmpdir(), 'chat-courier-lambda-'));
  const folder = path.join(home, 'task');
  await cp(built(`lambda/${name}`), folder, { recursive: true });
  return {
    files: await readdir(folder, { recursive: true }),
    run: async (environment, ...events) => {
      const coverage = await mkdtemp(path.join(home, 'loaded-'));
      const child = fork(RUNTIME, [path.join(folder, 'index.mjs'), ...events.map((event) => JSON.stringify(event))], {
        cwd: folder,
        execArgv: ['--enable-source-maps'],
        silent: true,
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', NODE_V8_COVERAGE: coverage, ...environment },
      });
      const responses: OrchestratorResponse[] = [];
      const output = { stdout: '', stderr: '' };
      child.on('message', (response) => responses.push(response as OrchestratorResponse));
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
      const [exitCode] = (await once(child, 'close')) as [number];
      const lines = output.stdout.split('\n').filter((line) => line !== '');
      const log = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
      return { exitCode, responses, log, stderr: output.stderr, loaded: await loadedSources(coverage, folder) };
    },
    remove: () => rm(home, { recursive: true }),
  };
}

/** V8 lists every script that it ran. */
async function loadedSources(coverage: string, folder: string): Promise<string[]> {
  const [report = ''] = await readdir(coverage);
  const { result } = JSON.parse(await readFile(path.join(coverage, report), 'utf8')) as { result: { url: string }[] };
  const scripts = result.filter(({ url }) => url.startsWith('file:')).map(({ url }) => fileURLToPath(url));
  const maps = scripts.filter((file) => file.startsWith(folder)).map((file) => readFile(`${file}.map`, 'utf8'));
  return (await Promise.all(maps)).flatMap((map) => (JSON.parse(map) as { sources: string[] }).sources);
}
