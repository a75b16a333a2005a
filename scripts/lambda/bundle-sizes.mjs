import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** The modules that are loaded besides the entry point. The SDK itself takes Node's `http` later. */
const MODES = {
  start: [],
  sync: ['modules/http-orchestrator-module.ts'],
  async: ['modules/http-orchestrator-module.ts', 'modules/dynamodb-storage.ts', 'node-module-dynamic-import:http'],
};

/**
 * What a Lambda bundle weighs, in bytes, as esbuild's metafile tells: what is loaded at the start, for a request in sync
 * mode, for one in async mode, and all of it. The orchestrator is one over HTTP.
 *
 * @returns for each of them the files, their bytes as they are and compressed, and the bytes of each package in them
 */
export function bundleSizes({ outputs }) {
  const scripts = Object.keys(outputs).filter((file) => file.endsWith('.mjs'));
  const entry = scripts.find((file) => path.basename(file) === 'index.mjs');
  const filesOf = (source) => scripts.find((file) => outputs[file].entryPoint?.endsWith(source)) ?? [];
  const modes = Object.entries(MODES).map(([mode, later]) => {
    return [mode, weigh(outputs, loadedWith(outputs, [entry, ...later.flatMap(filesOf)]))];
  });
  return { ...Object.fromEntries(modes), all: weigh(outputs, scripts) };
}

function loadedWith(outputs, files) {
  const loaded = new Set();
  const load = (file) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const imported = outputs[file].imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
    for (const { path: next } of imported) load(next);
  };
  files.forEach(load);
  return [...loaded];
}

function weigh(outputs, files) {
  const texts = files.map((file) => readFileSync(file));
  const packages = {};
  for (const [source, { bytesInOutput }] of files.flatMap((file) => Object.entries(outputs[file].inputs))) {
    packages[packageOf(source)] = (packages[packageOf(source)] ?? 0) + bytesInOutput;
  }
  const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);
  return {
    files: files.length,
    bytes: sum(texts.map((text) => text.length)),
    gzipped: sum(texts.map((text) => gzipSync(text).length)),
    packages,
  };
}

function packageOf(source) {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  return name ?? (source.startsWith('node-module-') ? 'node' : source.split('/').slice(0, 2).join('/'));
}
