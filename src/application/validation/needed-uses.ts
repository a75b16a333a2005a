import type { Use } from '../ports/access.ts';
import { bucketArn, functionArn, placeOf, serviceOf, tableArn } from './arn.ts';
import { ARTIFACT_BUCKET, MESSAGE_TABLE, SESSION_TABLE, TTL_DAYS, UNDELIVERED_BUCKET } from './check-environment.ts';
import { SESSION_INDEX } from './check-table.ts';
import type { Member } from './roles.ts';

export interface NeededUse extends Use {
  /** Absent: without it something fails. Else what is lost. */
  readonly without?: string;
}

const PARKED = 'undelivered/';
const ARTIFACTS = 'chatSessionArtifacts/';

/** By the service of the destination. */
const HANDING_ON: Readonly<Record<string, string>> = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  events: 'events:PutEvents',
};

/**
 * What a function asks AWS for, and nothing else: see "What it costs" in docs/guarantees.md.
 *
 * @param destination the ARN of that to which Lambda hands its failed events
 */
export function neededUses(member: Member, destination: string | undefined): NeededUse[] {
  return [
    ...usesOfTables(member),
    ...usesForParking(member),
    ...usesOfArtifacts(member),
    ...usesOfWorker(member),
    ...usesOfDestination(destination),
  ];
}

function usesOfTables({ role, deployed, environment }: Member): NeededUse[] {
  const place = placeOf(deployed.arn);
  const { [MESSAGE_TABLE]: table, [SESSION_TABLE]: sessions } = environment;
  const uses: NeededUse[] = [];
  if (table !== undefined) {
    const resource = tableArn(place, table);
    uses.push(...on(resource, 'dynamodb:PutItem', 'dynamodb:GetItem'));
    if (role === 'on-failure') uses.push(...on(`${resource}/index/${SESSION_INDEX}`, 'dynamodb:Query'));
    if (role === 'redelivery') {
      const without = 'it delivers one by one';
      const batches = on(resource, 'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem');
      uses.push(...batches.map((use) => ({ ...use, without })));
    }
  }
  if (sessions !== undefined) uses.push(...on(tableArn(place, sessions), 'dynamodb:GetItem'));
  return uses;
}

function usesForParking({ role, deployed, environment }: Member): NeededUse[] {
  const bucket = environment[UNDELIVERED_BUCKET];
  if (bucket === undefined) return [];
  const arn = bucketArn(placeOf(deployed.arn), bucket);
  const parked = `${arn}/${PARKED}*`;
  if (role !== 'redelivery') return on(parked, 's3:PutObject');
  const list: NeededUse = { action: 's3:ListBucket', resource: arn, context: { 's3:prefix': PARKED } };
  return [list, ...on(parked, 's3:GetObject', 's3:DeleteObject')];
}

function usesOfArtifacts({ deployed, environment }: Member): NeededUse[] {
  const { [ARTIFACT_BUCKET]: bucket, [TTL_DAYS]: ttlDays } = environment;
  if (bucket === undefined) return [];
  const arn = bucketArn(placeOf(deployed.arn), bucket);
  const tagging = ttlDays === undefined ? [] : ['s3:PutObjectTagging'];
  return on(`${arn}/${ARTIFACTS}*`, 's3:PutObject', ...tagging);
}

/** Another function that does the work. */
function usesOfWorker({ role, deployed, environment }: Member): NeededUse[] {
  const worker = environment['ORCHESTRATOR_FUNCTION_NAME'];
  if (role !== 'orchestrator' || worker === undefined) return [];
  return on(functionArn(placeOf(deployed.arn), worker), 'lambda:InvokeFunction');
}

/** What Lambda does in the role's name with an event that failed. */
function usesOfDestination(destination: string | undefined): NeededUse[] {
  const action = destination === undefined ? undefined : HANDING_ON[serviceOf(destination)];
  return destination === undefined || action === undefined ? [] : on(destination, action);
}

function on(resource: string, ...actions: readonly string[]): NeededUse[] {
  return actions.map((action) => ({ action, resource }));
}
