import type { Grant } from './permissions-granted.ts';

/** How a template refers to what the functions work on. */
export interface Names {
  readonly messages: string;
  readonly sessions: string;
  readonly bucket: string;
  readonly orchestrator: string;
  readonly onFailure: string;
  readonly unreported: string;
}

const INDEX = 'chatMessagesByChatSessionIdAndCreatedAt';

/** A grant as the tests speak of it: `dynamodb:PutItem messages`. What is not known stays as it is in the template. */
export function inWords({ action, resource, condition }: Grant, names: Names): string {
  const words: Readonly<Record<string, string>> = {
    [names.messages]: 'messages',
    [`${names.messages}/index/${INDEX}`]: 'index of messages',
    [names.sessions]: 'sessions',
    [`${names.bucket}/undelivered/*`]: 'undelivered/',
    [`${names.bucket}/chatSessionArtifacts/*`]: 'chatSessionArtifacts/',
    [names.orchestrator]: 'orchestrator',
    [names.onFailure]: 'onFailure',
    [names.unreported]: 'unreported',
  };
  const prefix = resource === names.bucket ? listed(condition) : undefined;
  if (prefix !== undefined) return `${action} bucket for ${prefix}`;
  const word = /^logs:/.test(action) && /^<\w*Log\w*\.Arn>$/.test(resource) ? 'its log' : (words[resource] ?? resource);
  return condition === undefined ? `${action} ${word}` : `${action} ${word} if ${JSON.stringify(condition)}`;
}

function listed(condition: unknown): string | undefined {
  const { StringEquals: equals } = (condition ?? {}) as { StringEquals?: Record<string, string> };
  return equals?.['s3:prefix'];
}
