import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

type Package = 'orchestrator' | 'on-failure' | 'redeliver' | 'send-message';

interface Source {
  readonly file: string;
  readonly text: string;
}

const LAMBDA = path.resolve(import.meta.dirname, '../../dist/lambda');

/** What AWS asks for each command of its SDK. */
const ACTIONS: Readonly<Record<string, string>> = {
  BatchGet: 'dynamodb:BatchGetItem',
  BatchWrite: 'dynamodb:BatchWriteItem',
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Query: 'dynamodb:Query',
  DeleteObject: 's3:DeleteObject',
  GetObject: 's3:GetObject',
  ListObjectsV2: 's3:ListBucket',
  PutObject: 's3:PutObject',
  Invoke: 'lambda:InvokeFunction',
};

/** What the adapters of src/ work on; the first line that fits decides. */
const WORKS_ON: readonly [file: RegExp, resources: readonly string[]][] = [
  [/dynamodb-chat-sessions/, ['sessions']],
  [/adapters\/dynamodb\//, ['messages']],
  [/s3-undelivered-results/, ['undelivered/']],
  [/s3-artifact-store/, ['chatSessionArtifacts/']],
  [/adapters\/s3\//, ['chatSessionArtifacts/', 'undelivered/']],
  [/adapters\/lambda\/start-job/, ['orchestrator']],
  [/adapters\/lambda\//, ['another function']],
];

/**
 * What a Lambda function's code can ask AWS for, read from its built bundle: each `new …Command(`, and what the adapter in
 * which it stands works on.
 */
export function permissionsUsed(name: Package): ReadonlySet<string> {
  const sources = sourcesOf(name);
  return new Set(sources.flatMap((source) => actionsOf(source).flatMap((action) => on(resourcesOf(source), action))));
}

function on(resources: readonly string[], action: string): string[] {
  return resources.map((resource) => {
    if (action === 'dynamodb:Query') return `${action} index of ${resource}`;
    return `${action} ${action === 's3:ListBucket' ? `bucket for ${resource}` : resource}`;
  });
}

function actionsOf({ file, text }: Source): string[] {
  const commands = [...text.matchAll(/new (\w+)Command\(/g)].map(([, command = '']) => command);
  const tagging = /\bTagging:/.test(text) ? ['s3:PutObjectTagging'] : [];
  return [...commands.map((command) => ACTIONS[command] ?? `${command} of ${file}`), ...tagging];
}

function resourcesOf({ file }: Source): readonly string[] {
  return WORKS_ON.find(([pattern]) => pattern.test(file))?.[1] ?? [file];
}

/** The source maps of a bundle have the sources in them. */
function sourcesOf(name: Package): Source[] {
  const folder = path.join(LAMBDA, name);
  const maps = readdirSync(folder).filter((file) => file.endsWith('.map'));
  return maps.flatMap((file) => {
    const { sources, sourcesContent } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      sources: string[];
      sourcesContent: string[];
    };
    return sources
      .map((source, n) => ({ file: source, text: sourcesContent[n] ?? '' }))
      .filter(
        (source) =>
          /\/src\/(domain|application|adapters|entrypoints)\//.test(source.file) &&
          !source.file.includes('node_modules'),
      );
  });
}
