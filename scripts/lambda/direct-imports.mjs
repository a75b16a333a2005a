import { readFile } from 'node:fs/promises';
import path from 'node:path';

const EXPORTED_FROM = /^export \{([^}]*)\} from "([^"]+)";$/gm;
const IMPORTED = /^import \{([^}]*)\} from "(@(?:smithy|aws-sdk)\/[^"]+)";$/gm;

/**
 * What a module of the AWS SDK takes from an index is imported from the file that has it. Through the index it would reach
 * everything else there, which then comes into its chunk if any other service needs it: the XML of S3 into that of DynamoDB.
 */
export function directImports(build) {
  const indexes = new Map();

  return async (source, file) => {
    const imports = [...source.matchAll(IMPORTED)];
    const direct = await Promise.all(imports.map(([, names, from]) => importEach(namesIn(names), from, file)));
    return imports.reduce((text, [statement], n) => text.replace(statement, () => direct[n]), source);
  };

  async function importEach(names, from, importer) {
    const index = await resolved(from, importer);
    const imports = names.map(async (name) => {
      return `import { ${name} } from ${JSON.stringify(await fileOf(name.split(' as ')[0], index))};`;
    });
    return (await Promise.all(imports)).join(' ');
  }

  /** The file that an index takes a name from, or the index itself. */
  async function fileOf(name, index) {
    if (!indexes.has(index)) indexes.set(index, exportsFrom(index));
    const from = (await indexes.get(index)).get(name);
    if (from === undefined) return index;
    return fileOf(name, await resolved(from, index));
  }

  async function resolved(from, importer) {
    const resolveDir = path.dirname(importer);
    return (await build.resolve(from, { importer, resolveDir, kind: 'import-statement' })).path;
  }
}

async function exportsFrom(index) {
  const exports = [...(await readFile(index, 'utf8')).matchAll(EXPORTED_FROM)];
  return new Map(exports.flatMap(([, names, from]) => namesIn(names).map((name) => [name, from])));
}

function namesIn(list) {
  const names = list.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}
