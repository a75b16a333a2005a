import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';

/** The npm package that carries Amazon's DynamoDB Local. Its tarball alone is taken, without its dependencies. */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
const CACHE = new URL('../../.cache/', import.meta.url);
const HOME = new URL('dynamodb-local/', CACHE);

/** Starts Amazon's DynamoDB Local, in memory, on a free loopback port. @throws if Java or the registry is missing */
export async function startDynamoDbLocal() {
  execFileSync('java', ['-version'], { stdio: 'ignore' });
  if (!existsSync(HOME)) await fetchEmulator();
  const port = await freePort();
  const java = spawn(
    'java',
    [
      '-Djava.library.path=./DynamoDBLocal_lib',
      '-jar',
      'DynamoDBLocal.jar',
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    { cwd: new URL('emulator/', HOME), stdio: 'ignore' },
  );
  const endpoint = `http://127.0.0.1:${port}`;
  await untilItAnswers(endpoint, java);
  return { endpoint, stop: () => java.kill('SIGKILL') };
}

async function fetchEmulator() {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(new URL('fetch-', CACHE).pathname);
  try {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', PACKAGE, '--json', '--pack-destination', folder], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    execFileSync('tar', ['-xzf', `${folder}/${filename}`, '-C', folder]);
    await rename(`${folder}/package`, HOME);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilItAnswers(endpoint, java) {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (java.exitCode !== null) throw new Error(`DynamoDB Local ended with code ${java.exitCode}`);
    try {
      await fetch(endpoint);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  java.kill('SIGKILL');
  throw new Error('DynamoDB Local did not answer within 30 seconds');
}
