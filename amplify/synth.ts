import path from 'node:path';
import { synthesise } from './synthesise.ts';

/** `npm run synth [branch]`: writes the templates and the assets to `cdk.out`, without asking AWS for anything. */
const kind = process.argv[2] ?? 'sandbox';
if (kind !== 'sandbox' && kind !== 'branch') throw new Error(`not a kind of backend: ${kind}; sandbox or branch`);
await synthesise(kind, path.resolve(import.meta.dirname, 'cdk.out'));
