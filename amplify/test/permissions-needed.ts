import { permissionsUsed } from './permissions-used.ts';

export type FunctionName = 'orchestrator' | 'onFailure' | 'redelivery' | 'sendMessage';

/** The folder of `dist/lambda` that each function is. */
export const PACKAGES = {
  orchestrator: 'orchestrator',
  onFailure: 'on-failure',
  redelivery: 'redeliver',
  sendMessage: 'send-message',
} as const;

const COLLECTING = 'only redelivery collects what is parked';
const BATCHES = 'only redelivery delivers in batches';

const COLLECTS = {
  's3:ListBucket bucket for undelivered/': COLLECTING,
  's3:GetObject undelivered/': COLLECTING,
  's3:DeleteObject undelivered/': COLLECTING,
  'dynamodb:BatchGetItem messages': BATCHES,
  'dynamodb:BatchWriteItem messages': BATCHES,
};
const LOOKS_BACK = {
  'dynamodb:Query index of messages': 'only the on-failure function looks for an answer it has no id of',
};
const READS = { 's3:GetObject chatSessionArtifacts/': 'only who shows messages follows their references' };
const ELSEWHERE = { 'lambda:InvokeFunction another function': 'ORCHESTRATOR_FUNCTION_NAME is not set' };

/** The first three bundles have the same adapters. What one of them has in it and never calls, and why. */
const NEVER_CALLED: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  orchestrator: { ...COLLECTS, ...LOOKS_BACK, ...READS, ...ELSEWHERE },
  onFailure: { ...COLLECTS, ...READS, ...ELSEWHERE },
  redelivery: {
    ...LOOKS_BACK,
    ...READS,
    ...ELSEWHERE,
    's3:PutObject undelivered/': 'what it delivers is parked already',
  },
  sendMessage: {},
};

/** What Lambda itself does in a function's name. */
const LOG = ['logs:CreateLogStream its log', 'logs:PutLogEvents its log'];
const DONE_BY_LAMBDA: Readonly<Record<FunctionName, readonly string[]>> = {
  orchestrator: [...LOG, 'lambda:InvokeFunction onFailure'],
  onFailure: [...LOG, 'sqs:SendMessage unreported'],
  redelivery: LOG,
  sendMessage: LOG,
};

/** What a function has to be allowed, no more and no less. @throws Error for a reason that nothing needs any more */
export function permissionsNeeded(name: FunctionName): string[] {
  const used = permissionsUsed(PACKAGES[name]);
  const never = NEVER_CALLED[name];
  const stale = Object.keys(never).filter((permission) => !used.has(permission));
  if (stale.length > 0) throw new Error(`nothing in the code of ${name} asks for ${stale.join(', ')}`);
  return [...[...used].filter((permission) => !(permission in never)), ...DONE_BY_LAMBDA[name]].sort();
}
