import path from 'node:path';
import { synthesise } from './synthesise.ts';

/** `npm run synth [branch]`: writes the templates and the assets to `cdk.out`, without asking AWS for anything. */
const type = process.argv[2] ?? 'sandbox';
if (type !== 'sandbox' && type !== 'branch') throw new Error(`not a kind of backend: ${type}; sandbox or branch`);
await synthesise(type, path.resolve(import.meta.dirname, 'cdk.out'));
