// `chat-courier validate` under its former name. `npm run validate` builds it anew; this only if it was never built.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { argv, execPath, exit } from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = `${root}dist/server/cli.mjs`;
if (!existsSync(cli)) execFileSync(execPath, ['scripts/build.mjs', 'server'], { cwd: root, stdio: 'inherit' });
exit(spawnSync(execPath, [cli, 'validate', ...argv.slice(2)], { stdio: 'inherit' }).status ?? 2);
