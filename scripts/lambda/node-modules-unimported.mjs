import { builtinModules } from 'node:module';

const NAMES = new Set(builtinModules);
const NAMED = /^[a-z]\w*(\/\w+)*$/;
const IMPORTED_LATER = /\bimport\(["']node:(\w+)["']\)/g;

/**
 * An esbuild plugin: Node's own modules are not imported but taken. An import reads each export of such a module, and some
 * load much more than was asked for: those of `http` load the whole of `fetch`. Only what is used is read; what is a plain
 * function loads its module with the first call.
 */
export const nodeModulesUnimported = {
  name: 'node-modules-unimported',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z]/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      return NAMES.has(name) && NAMED.test(name) ? { path: name, namespace: `node-module-${kind}` } : undefined;
    });
    build.onLoad({ filter: /./, namespace: 'node-module-import-statement' }, ({ path }) => ({
      contents: exportsOf(path).join('\n'),
    }));
    build.onLoad({ filter: /./, namespace: 'node-module-require-call' }, ({ path }) => ({
      contents: `module.exports = ${taken(path)};`,
    }));
  },
};

/** The same for what is imported later, without a file of its own. */
export function nodeModulesTaken(source) {
  return source.replace(IMPORTED_LATER, (_, name) => `Promise.resolve(${taken(name)})`);
}

function exportsOf(path) {
  const module = process.getBuiltinModule(`node:${path}`);
  const names = Object.keys(module).filter((name) => name !== 'default');
  return [`export default /* @__PURE__ */ ${taken(path)};`, ...names.map((name) => exported(path, module, name))];
}

function exported(path, module, name) {
  const it = `${taken(path)}.${name}`;
  if (isPlainFunction(name, module[name])) {
    return `export const ${name} = (...given) => ${it}(...given);`;
  }
  return `export const ${name} = /* @__PURE__ */ (() => ${it})();`;
}

function taken(path) {
  return `process.getBuiltinModule('node:${path}')`;
}

/** Not a class, and with nothing that belongs to it, such as its form for promises. */
function isPlainFunction(name, value) {
  const own = typeof value === 'function' ? Reflect.ownKeys(value) : ['none'];
  return /^[a-z]/.test(name) && own.every((key) => ['length', 'name', 'prototype'].includes(key));
}
