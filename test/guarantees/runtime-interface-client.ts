import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The last one for Node 20. Its tarball alone is taken: of its parts only the JavaScript runs here. */
const PACKAGE = 'aws-lambda-ric@3.3.0';
const CACHE = path.resolve(import.meta.dirname, '../../.cache');
const HOME = path.join(CACHE, PACKAGE);

/** AWS's own runtime interface client, or why it cannot be had: a reason to skip, but not on CI. */
export async function runtimeInterfaceClient(): Promise<{ readonly file: string; readonly missing?: string }> {
  const file = path.join(HOME, 'bin', 'index.mjs');
  try {
    if (!existsSync(HOME)) await fetchPackage();
    return { file };
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return { file, missing: `npm pack ${PACKAGE} failed` };
  }
}

async function fetchPackage(): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(path.join(CACHE, 'fetch-'));
  try {
    const { stdout } = await run('npm', ['pack', PACKAGE, '--json', '--pack-destination', folder]);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    await run('tar', ['-xzf', path.join(folder, filename), '-C', folder]);
    await rename(path.join(folder, 'package'), HOME);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
