import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import type { CloudFormationTemplate } from './permissions-granted.ts';
import { snippetOf } from './snippet-of.ts';

const AMPLIFY = path.resolve(import.meta.dirname, '..');
const CONTEXT = { 'amplify-backend-type': 'sandbox', 'amplify-backend-namespace': 'app', 'amplify-backend-name': 'me' };
const SYNTH = `import { Stage } from 'aws-cdk-lib';
import { backend } from './amplify/backend.ts';
Stage.of(backend.stack)?.synth();
`;

/** As `npm create amplify` writes them, and the types that its TypeScript finds by itself. */
const TYPES = {
  ...{
    target: 'es2022',
    module: 'es2022',
    moduleResolution: 'bundler',
    resolveJsonModule: true,
    esModuleInterop: true,
  },
  ...{ forceConsistentCasingInFileNames: true, strict: true, skipLibCheck: true, types: ['node'] },
};

const run = promisify(execFile);

/**
 * An Amplify app of its own, with a snippet at the end of its `backend.ts`: checked by TypeScript and synthesised, with
 * chat-courier beside it, installed as docs/deploy.md says.
 *
 * @param folders what is copied into its folder `amplify`
 * @param files what is written there, by path
 * @returns the templates of its nested stacks
 */
export async function synthesisedApp(
  snippet: string,
  folders: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<CloudFormationTemplate[]> {
  const home = await mkdtemp(path.join(tmpdir(), 'chat-courier-app-'));
  after(() => rm(home, { recursive: true }));
  const app = path.join(home, 'app');
  for (const [from, to] of folders.map((folder) => folder.split(' -> ') as [string, string])) {
    await cp(path.join(AMPLIFY, from), path.join(app, 'amplify', to), { recursive: true });
  }
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(app, 'amplify', file), text);
  await appendFile(path.join(app, 'amplify/backend.ts'), `\n${snippet}`);
  await symlink(path.join(AMPLIFY, 'node_modules'), path.join(app, 'node_modules'));
  await symlink(path.resolve(AMPLIFY, '../dist'), path.join(app, 'dist'));
  await symlink(path.resolve(AMPLIFY, '..'), path.join(home, 'chat-courier'));
  await mkdir(path.join(app, 'amplify/node_modules'));
  await symlink(path.join(home, 'chat-courier'), path.join(app, 'amplify/node_modules/chat-courier'));
  await writeFile(path.join(app, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(app, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');
  const added = JSON.parse(await snippetOf('deploy.md', 'allowImportingTsExtensions', 'json')) as object;
  await writeFile(path.join(app, 'amplify/tsconfig.json'), JSON.stringify({ compilerOptions: { ...TYPES, ...added } }));
  await writeFile(path.join(app, 'synth.ts'), SYNTH);

  const out = path.join(app, 'cdk.out');
  const env = { ...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) };
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'amplify'], { cwd: app }).catch(tellOutput);
  await run(process.execPath, ['--import', 'tsx', 'synth.ts'], { cwd: app, env }).catch(tellOutput);
  const templates = (await readdir(out)).filter((file) => file.endsWith('.nested.template.json'));
  const texts = await Promise.all(templates.map((file) => readFile(path.join(out, file), 'utf8')));
  return texts.map((text) => JSON.parse(text) as CloudFormationTemplate);
}

function tellOutput({ message, stdout }: Error & { stdout?: string }): never {
  throw new Error(`${message}\n${stdout ?? ''}`);
}
