import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The one block of code of a document that has a text in it. @throws Error where there are none or several */
export async function snippetOf(document: string, text: string, language = 'ts'): Promise<string> {
  const markdown = await readFile(path.resolve(import.meta.dirname, '../../docs', document), 'utf8');
  const blocks = [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  );
  const [found, ...others] = blocks.filter((code) => code.includes(text));
  if (found === undefined || others.length > 0) throw new Error(`${document} has not one block of code with ${text}`);
  return found;
}
