import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REPOSITORY = path.resolve(import.meta.dirname, '../../..');
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const TSCONFIG = {
  compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, skipLibCheck: false, types: ['node'] },
};

export interface Consumer {
  /** Where the package is installed. */
  readonly packageFolder: string;
  /** The files of the package. */
  readonly files: readonly string[];
  /** What TypeScript has against the project. */
  compile(): Promise<string>;
  /** Runs a compiled program of it. @throws if it fails */
  run(program: string, environment?: Readonly<Record<string, string>>): Promise<Output>;
  remove(): Promise<void>;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A TypeScript project outside the repository that has packed and installed chat-courier. Of what is installed here it
 * can use the dependencies that the package declares and `@types/node`, and nothing else.
 */
export async function createConsumer(programs: Readonly<Record<string, string>>): Promise<Consumer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chat-courier-consumer-'));
  const packageFolder = path.join(folder, 'node_modules/chat-courier');
  const files = await pack(folder, packageFolder);
  const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as Manifest;
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) await link(name, folder);
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  for (const [name, text] of Object.entries(programs)) await writeFile(path.join(folder, name), text);
  return {
    packageFolder,
    files,
    compile: () =>
      run(process.execPath, [TSC], { cwd: folder }).then(
        () => '',
        (error: unknown) => (error as Output).stdout,
      ),
    run: (program, environment) => {
      const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment };
      return run(process.execPath, ['--disable-warning=ExperimentalWarning', program], { cwd: folder, env });
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

async function pack(folder: string, packageFolder: string): Promise<string[]> {
  const options = ['pack', '--json', '--silent', '--offline', '--pack-destination', folder];
  const { stdout } = await run('npm', options, { cwd: REPOSITORY });
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  await mkdir(packageFolder, { recursive: true });
  await run('tar', ['-xzf', path.join(folder, filename), '-C', packageFolder, '--strip-components=1']);
  return files.map((file) => file.path);
}

async function link(name: string, folder: string): Promise<void> {
  const place = path.join(folder, 'node_modules', name);
  await mkdir(path.dirname(place), { recursive: true });
  await symlink(path.join(REPOSITORY, 'node_modules', name), place);
}
