import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import type { CloudFormationTemplate } from './permissions-granted.ts';

const AMPLIFY = path.resolve(import.meta.dirname, '..');
const CONTEXT = { 'amplify-backend-type': 'sandbox', 'amplify-backend-namespace': 'app', 'amplify-backend-name': 'me' };
const SYNTH = `import { Stage } from 'aws-cdk-lib';
import { backend } from './amplify/backend.ts';
Stage.of(backend.stack)?.synth();
`;

/** As an app of Amplify's has them. */
const TYPES = {
  compilerOptions: {
    ...{ target: 'es2022', module: 'nodenext', strict: true, skipLibCheck: true, types: ['node'] },
    ...{ noEmit: true, allowImportingTsExtensions: true },
  },
  include: ['amplify'],
};

const run = promisify(execFile);

/**
 * An Amplify app of its own, with a snippet at the end of its `backend.ts`: checked by TypeScript and synthesised, with
 * chat-courier beside it.
 *
 * @param folders what is copied into its folder `amplify`
 * @returns the templates of its nested stacks
 */
export async function synthesisedApp(snippet: string, folders: readonly string[]): Promise<CloudFormationTemplate[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'chat-courier-app-'));
  after(() => rm(home, { recursive: true }));
  const app = path.join(home, 'app');
  for (const [from, to] of folders.map((folder) => folder.split(' -> ') as [string, string])) {
    await cp(path.join(AMPLIFY, from), path.join(app, 'amplify', to), { recursive: true });
  }
  await appendFile(path.join(app, 'amplify/backend.ts'), `\n${snippet}`);
  await symlink(path.join(AMPLIFY, 'node_modules'), path.join(app, 'node_modules'));
  await symlink(path.resolve(AMPLIFY, '../dist'), path.join(app, 'dist'));
  await symlink(path.resolve(AMPLIFY, '..'), path.join(home, 'chat-courier'));
  await writeFile(path.join(app, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(app, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');
  await writeFile(path.join(app, 'tsconfig.json'), JSON.stringify(TYPES));
  await writeFile(path.join(app, 'synth.ts'), SYNTH);

  const out = path.join(app, 'cdk.out');
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) };
  await run(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: app }).catch(tellOutput);
  await run(process.execPath, ['--import', 'tsx', 'synth.ts'], { cwd: app, env }).catch(tellOutput);
  const files = (await readdir(out)).filter((file) => file.endsWith('.nested.template.json'));
  const texts = await Promise.all(files.map((file) => readFile(path.join(out, file), 'utf8')));
  return texts.map((text) => JSON.parse(text) as CloudFormationTemplate);
}

function tellOutput({ message, stdout }: Error & { stdout?: string }): never {
  throw new Error(`${message}\n${stdout ?? ''}`);
}
