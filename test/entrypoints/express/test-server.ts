import 'reflect-metadata';
import { ContainerModule } from 'inversify';
import type { Orchestrator } from '../../../src/application/ports/orchestrator.ts';
import type { OrchestratorResponse } from '../../../src/domain/orchestrator-response.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { ORCHESTRATOR } from '../../../src/entrypoints/composition/tokens.ts';
import { startServer, type RunningServer } from '../../../src/entrypoints/express/start-server.ts';

export const answer: OrchestratorResponse = {
  success: true,
  message: 'All is well',
  artifacts: [{ type: 'table', data: { rows: [1, 2, 3] } }],
  thoughtSteps: [],
  metadata: { executionTime: 1, toolsUsed: [] },
  responseComplete: true,
};

/** The real server on a free loopback port, with messages in memory and an orchestrator of the test's own. */
export function startTestServer(
  run: Orchestrator['run'] = () => Promise.resolve(answer),
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const config = readConfig({ PORT: '0', RESULT_SINK: 'memory', LOG_LEVEL: 'silent', ...environment });
  const module = new ContainerModule(({ bind }) => {
    bind(ORCHESTRATOR).toConstantValue({ run });
  });
  return startServer(config, { orchestrator: () => Promise.resolve(module) });
}

interface Page {
  readonly messages: readonly { role: string; text: string; id: string; responseComplete: boolean }[];
  readonly next?: string;
}

/** Reads a session as the plain API gives it. */
export async function readSession(server: RunningServer, sessionId: string, userId = 'local-user'): Promise<Page> {
  const response = await fetch(`${server.url}/api/sessions/${encodeURIComponent(sessionId)}/messages`, {
    headers: { 'x-user-id': userId },
  });
  return (await response.json()) as Page;
}

/** Waits until a session has so many finished messages. */
export async function finished(
  server: RunningServer,
  sessionId: string,
  count: number,
  userId?: string,
): Promise<Page> {
  for (;;) {
    const page = await readSession(server, sessionId, userId);
    if (page.messages.filter(({ responseComplete }) => responseComplete).length >= count) return page;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
