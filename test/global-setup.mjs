import { execFileSync } from 'node:child_process';
import startEngines from './engines/global-setup.mjs';

/** Once for all tests: builds what some of them run as it is shipped (`built.ts`), and starts the DynamoDB engines. */
export default async function globalSetup() {
  try {
    const cwd = new URL('..', import.meta.url);
    execFileSync(process.execPath, ['scripts/build.mjs', 'web', 'server', 'lambda'], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    process.env.TEST_BUILD_FAILURE = error.message; // the tests of a single unit don't need it
  }
  await startEngines();
}
