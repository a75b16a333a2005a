import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const FOLDER = path.resolve(import.meta.dirname, '..');
const markdown = await readFile(path.resolve(FOLDER, '../../docs/frontend.md'), 'utf8');
const snippets = [...markdown.matchAll(/^```tsx?\n(.*?)^```$/gms)].map(([, code = '']) => code);

/** What surrounds the snippets in an app, each by a text that it alone has. */
const SURROUNDINGS = {
  'useChatMessages(sessionId': `import type { Resolve } from './shown-message.ts';
    declare const sessionId: string, resolve: Resolve;`,
  'listChatMessagesByChatSessionIdAndCreatedAt(': `import { client } from './chat-client.ts';
    declare const chatSessionId: string, since: string, tokenOfThePageBefore: string | null;`,
  'readResponse(item': `import type { ChatMessageItem } from './chat-client.ts';
    import type { Resolve } from './shown-message.ts';
    declare const item: ChatMessageItem, resolve: Resolve;`,
  'storedArtifact(bucketName': '',
  'urlOf(key)': `import type { ArtifactReference } from 'chat-courier/reader';
    declare const urlOf: (key: string) => Promise<string>;`,
  'sendQuestion({': `import { sendQuestion, timeBehind } from './send-question.ts';
    import type { ShownMessage } from './shown-message.ts';
    declare const messages: readonly ShownMessage[], chatSessionId: string, text: string, refresh: () => void;`,
};

/** amplify/test brings it to an app. */
const OF_THE_BACKEND = 'authenticatedUserIamRole';

const OUTPUTS = { custom: { artifacts: { bucketName: 'artifacts', region: 'eu-central-1' } } };

/** What TypeScript says, in an app that is bundled, of files that are nowhere: by name. */
function complaintsAbout(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const config: unknown = ts.readConfigFile(path.join(FOLDER, 'tsconfig.json'), (name) => ts.sys.readFile(name)).config;
  const bundled = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const options: ts.CompilerOptions = {
    ...ts.parseJsonConfigFileContent(config, ts.sys, FOLDER).options,
    ...bundled,
    ...{ resolveJsonModule: true, noUnusedLocals: false, noEmit: true },
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
  host.readFile = (name) => files.get(name) ?? ts.sys.readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  const names = [...files.keys()].filter((name) => name.endsWith('.ts'));
  const program = ts.createProgram(names, options, host);
  const said = (name: string) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  return new Map(names.map((name) => [path.basename(name), said(name)]));
}

/** A snippet as a module of an app. */
function moduleOf(code: string): string {
  const [surroundings, ...others] = Object.entries(SURROUNDINGS).filter(([text]) => code.includes(text));
  assert.ok(surroundings && others.length === 0, `nothing, or too much, surrounds this:\n${code}`);
  return `${surroundings[1]}\n${code}\nexport {};`;
}

test('every snippet is what TypeScript takes, in an app that has the files of the example', () => {
  const ofTheApp = snippets.filter((code) => !code.includes(OF_THE_BACKEND));
  assert.equal(ofTheApp.length, Object.keys(SURROUNDINGS).length);
  const files = new Map(ofTheApp.map((code, n) => [path.join(FOLDER, `snippet-${n}.ts`), moduleOf(code)]));
  files.set(path.resolve(FOLDER, '../amplify_outputs.json'), JSON.stringify(OUTPUTS));
  files.set(path.join(FOLDER, 'wrong.ts'), "import { client } from './chat-client.ts';\nclient.models.Chat.list();");
  const { 'wrong.ts': wrong, ...complaints } = Object.fromEntries(complaintsAbout(files));
  assert.deepEqual(complaints, Object.fromEntries(ofTheApp.map((_, n) => [`snippet-${n}.ts`, []])));
  assert.match(wrong?.join('\n') ?? '', /Property 'Chat' does not exist/);
});

test('the files to be copied are all named, and need no other', async () => {
  const named = [...markdown.matchAll(/^\| \[([\w-]+\.ts)\]/gm)].map(([, name = '']) => name);
  const all = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts') && !name.startsWith('ask'));
  assert.deepEqual([...named].sort(), all.sort());
  for (const name of named) {
    const source = await readFile(path.join(FOLDER, name), 'utf8');
    const imported = [...source.matchAll(/from '\.\/([^']+)'/g)].map(([, other = '']) => other);
    assert.deepEqual(
      imported.filter((other) => !named.includes(other)),
      [],
      name,
    );
  }
});
