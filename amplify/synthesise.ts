import { rm } from 'node:fs/promises';
import type { App } from 'aws-cdk-lib';

/** Does what `ampx` does before it deploys `backend.ts`, once in a process. */
export async function synthesise(type: 'sandbox' | 'branch', folder: string) {
  await rm(folder, { recursive: true, force: true });
  process.env['CDK_OUTDIR'] = folder;
  process.env['CDK_CONTEXT_JSON'] = JSON.stringify({
    'amplify-backend-type': type,
    'amplify-backend-namespace': 'chat-courier',
    'amplify-backend-name': 'synth',
  });
  const { backend, delivery } = await import('./backend.ts');
  const app = backend.stack.node.root as App;
  app.synth();
  return { backend, delivery };
}
