import { runInNewContext } from 'node:vm';
import type { LogLine } from './logged-by.ts';

const FIELD = '@?[A-Za-z][\\w.]*';

/** The commands of a query, as far as docs/operate.md uses the language. */
function commands(query: string, name: string): string[] {
  const all = query.split(/\n\| /).map((command) => command.trim());
  return all.filter((command) => command.startsWith(`${name} `)).map((command) => command.slice(name.length + 1));
}

const TOKEN = new RegExp(`"[^"]*"|(${FIELD}) like (/[^/]+/)|ispresent\\((${FIELD})\\)|${FIELD}|(?<![<>])=`, 'g');
const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', '=': '===' };

/** The lines that a query's filter lets through. @throws SyntaxError for what it does not know */
export function filtered(query: string, lines: readonly LogLine[]): readonly LogLine[] {
  const [filter = 'true'] = commands(query, 'filter');
  const script = filter.replace(TOKEN, (token, subject?: string, pattern?: string, present?: string) => {
    if (subject !== undefined) return `${pattern}.test(value("${subject}"))`;
    if (present !== undefined) return `value("${present}") !== undefined`;
    return token.startsWith('"') ? token : (WORDS[token] ?? `value("${token}")`);
  });
  return lines.filter((line) => runInNewContext(script, { value: (name: string) => valueOf(line, name) }) === true);
}

/** What a query shows or counts of the lines that it has found. */
export function fieldsOf(query: string): readonly string[] {
  const shown = commands(query, 'fields').flatMap((fields) => fields.split(', '));
  const counted = commands(query, 'stats').flatMap((stats) => {
    const named = stats.replace(/\bbin\(\w+\)|\bas \w+|\bby\b|\d+/g, '');
    return [...named.matchAll(new RegExp(`${FIELD}(?!\\()\\b`, 'g'))].map(([name]) => name);
  });
  const functions = ['count', 'pct', 'max', 'latest', 'count_distinct'];
  return [...shown, ...counted].filter((name) => !functions.includes(name));
}

/** By its path: `err.cause.type`. */
export function valueOf(line: LogLine, name: string): unknown {
  if (name in line) return line[name];
  return name.split('.').reduce<unknown>((value, part) => (value as LogLine | undefined)?.[part], line);
}
