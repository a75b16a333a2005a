import { readFileSync } from 'node:fs';
import path from 'node:path';
import { built } from '../built.ts';

/** What esbuild tells of a bundle, as far as it is read here. Files and sources are named from the project's folder. */
export interface Metafile {
  readonly outputs: Readonly<Record<string, Output>>;
}

interface Output {
  readonly bytes: number;
  /** The source that a script stands for, if it can be imported. */
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

export function metafileOf(name: string): Metafile {
  return JSON.parse(readFileSync(built(`lambda/${name}.meta.json`), 'utf8')) as Metafile;
}

/** The sources of which something is in the bundle. */
export function sourcesIn({ outputs }: Metafile, files: readonly string[] = Object.keys(outputs)): string[] {
  const inputs = files.flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}));
  return [...new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([source]) => source))];
}

/** The scripts that are there once `index.mjs` and the modules of these sources are imported. */
export function loadedScripts({ outputs }: Metafile, later: readonly string[]): string[] {
  const isRoot = (file: string) => {
    const { entryPoint = '' } = outputs[file] ?? {};
    return path.basename(file) === 'index.mjs' || later.some((source) => entryPoint.endsWith(source));
  };
  const loaded = new Set(Object.keys(outputs).filter((file) => file.endsWith('.mjs') && isRoot(file)));
  for (const file of loaded) {
    for (const { path: imported, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement') loaded.add(imported); // a set's new members are visited, too
    }
  }
  return [...loaded];
}

/** The bytes of these scripts. */
export function bytesOf({ outputs }: Metafile, scripts: readonly string[]): number {
  return scripts.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}
