import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { ARTIFACTS, PARKED } from './prefixes.ts';

export type CourierRole = 'orchestrator' | 'onFailure' | 'redelivery';

export interface CourierResources {
  readonly messageTable: ITable;
  readonly sessionTable?: ITable | undefined;
  readonly bucket: IBucket;
  /** Whether artifacts are tagged with their days, as `MESSAGE_TTL_DAYS` asks. */
  readonly tagsArtifacts: boolean;
}

/** The index through which a session's messages are found. */
const SESSION_INDEX = 'chatMessagesByChatSessionIdAndCreatedAt';

/** What the code of each function asks AWS for, and nothing else. */
export function permissionsOf(role: CourierRole, resources: CourierResources): PolicyStatement[] {
  const { messageTable, sessionTable, bucket, tagsArtifacts } = resources;
  const deliver = [
    // One conditional put per message; a read where an earlier try may have left one.
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], messageTable.tableArn),
    // Whose the session is.
    ...(sessionTable ? [allow(['dynamodb:GetItem'], sessionTable.tableArn)] : []),
    // Artifacts that do not fit into the table.
    allow(['s3:PutObject', ...(tagsArtifacts ? ['s3:PutObjectTagging'] : [])], bucket.arnForObjects(`${ARTIFACTS}*`)),
  ];
  const park = allow(['s3:PutObject'], bucket.arnForObjects(`${PARKED}*`));
  switch (role) {
    case 'orchestrator':
      return [...deliver, park];
    case 'onFailure':
      // The answer that the failed tries began.
      return [...deliver, park, allow(['dynamodb:Query'], `${messageTable.tableArn}/index/${SESSION_INDEX}`)];
    case 'redelivery':
      return [
        ...deliver,
        allow(['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'], messageTable.tableArn),
        ...collect(bucket),
      ];
  }
}

/** Lists, reads and removes what is parked. */
function collect(bucket: IBucket): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringEquals: { 's3:prefix': PARKED } },
    }),
    allow(['s3:DeleteObject', 's3:GetObject'], bucket.arnForObjects(`${PARKED}*`)),
  ];
}

function allow(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}
