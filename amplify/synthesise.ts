import { rm } from 'node:fs/promises';
import { Stage } from 'aws-cdk-lib';

/** Does what `ampx` does before it deploys `backend.ts`: once in a process, and without asking AWS for anything. */
export async function synthesise(kind: 'sandbox' | 'branch', folder: string) {
  await rm(folder, { recursive: true, force: true });
  process.env['CDK_OUTDIR'] = folder;
  process.env['CDK_CONTEXT_JSON'] = JSON.stringify({
    'amplify-backend-type': kind,
    'amplify-backend-namespace': 'chat-courier',
    'amplify-backend-name': 'synth',
  });
  const { backend, delivery } = await import('./backend.ts');
  delete process.env['CDK_OUTDIR']; // for no other app of this process
  Stage.of(backend.stack)?.synth();
  return { backend, delivery };
}
