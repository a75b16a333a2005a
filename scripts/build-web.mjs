import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

const SOURCES = 'src/entrypoints/web';

/** Builds the chat page into a folder: `index.html`, and its parts under names that change with their content. */
export async function buildWeb(outdir) {
  const { metafile } = await build({
    entryPoints: { page: `${SOURCES}/main.tsx`, style: `${SOURCES}/page.css`, icon: `${SOURCES}/icon.svg` },
    outdir: `${outdir}/assets`,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.png': 'dataurl', '.svg': 'copy' },
    logLevel: 'warning',
    metafile: true,
  });
  const built = Object.keys(metafile.outputs).map((path) => basename(path));
  const named = (name, extension) =>
    `/assets/${built.find((file) => file.startsWith(name) && file.endsWith(extension))}`;
  const html = (await readFile(`${SOURCES}/index.html`, 'utf8'))
    .replace('%icon%', named('icon-', '.svg'))
    .replace('%style%', named('style-', '.css'))
    .replace('%script%', named('page-', '.js'));
  await writeFile(`${outdir}/index.html`, html);
}
