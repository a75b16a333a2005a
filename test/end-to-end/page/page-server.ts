import 'reflect-metadata';
import { ContainerModule } from 'inversify';
import type { Job, Orchestrator } from '../../../src/application/ports/orchestrator.ts';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { ORCHESTRATOR } from '../../../src/entrypoints/composition/tokens.ts';
import { startServer, type RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { built } from '../../built.ts';

/** A job that the test ends. */
export interface OpenJob {
  readonly query: string;
  readonly report: (action: string, duration?: number) => void;
  readonly answer: (response: Partial<OrchestratorResponse>) => void;
  readonly fail: () => void;
}

export interface PageServer extends RunningServer {
  /** The jobs that wait for an answer, oldest first. */
  readonly jobs: OpenJob[];
}

/** The real server with the built page, messages in memory, and jobs that end when the test says so. */
export async function startPageServer(more: Readonly<Record<string, string>> = {}): Promise<PageServer> {
  const jobs: OpenJob[] = [];
  const begun: OpenJob[] = [];
  const run: Orchestrator['run'] = ({ query }, job) =>
    new Promise((resolve, reject) => {
      const open = openJob(query, job, resolve, reject);
      jobs.push(open);
      begun.push(open);
    });
  const environment = { PORT: '0', RESULT_SINK: 'memory', LOG_LEVEL: 'silent', PROGRESS_INTERVAL_MS: '100' };
  const module = new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR).toConstantValue({ run });
  });
  const orchestrator = () => Promise.resolve(module);
  const server = await startServer(readConfig({ ...environment, ...more }), { orchestrator, pageFolder: built('web') });
  const close = () => {
    for (const { answer } of begun) answer({});
    return server.close();
  };
  return { url: server.url, close, jobs };
}

function openJob(
  query: string,
  { report }: Job,
  resolve: (response: OrchestratorResponse) => void,
  reject: (reason: Error) => void,
): OpenJob {
  let step = 0;
  const metadata = { executionTime: 1, toolsUsed: [] };
  return {
    query,
    report: (action, duration) => {
      report({ step: ++step, action, reasoning: 'Because', duration });
    },
    answer: (response) => {
      resolve({ success: true, message: 'All is well', artifacts: [], thoughtSteps: [], metadata, ...response });
    },
    fail: () => {
      reject(new Error('an accident'));
    },
  };
}
