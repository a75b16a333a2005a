import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Function, type Code, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledgeFindings } from './acknowledge-findings.ts';
import { ChatMonitoring, type MonitoringOptions } from './chat-monitoring.ts';
import { courierFunction } from './courier-function.ts';
import { deliveryBucket } from './delivery-bucket.ts';
import { enqueue, invoke } from './destinations.ts';
import { permissionsOf, type CourierRole } from './permissions-of.ts';

/** What may be tuned besides; docs/configuration.md says what the values mean. */
export type Tuning =
  'COMPRESS_OVER_BYTES' | 'DELIVERY_RESERVE_MS' | 'LOG_LEVEL' | 'OFFLOAD_OVER_BYTES' | 'PROGRESS_INTERVAL_MS';

export interface ChatDeliveryProps {
  /** Runs chat-courier's handler, with an orchestrator of your own or the built-in one; invoked with `Event`. */
  readonly orchestrator: IFunction;
  /** The table behind the `ChatMessage` model: key `id`, index `chatMessagesByChatSessionIdAndCreatedAt`. */
  readonly messageTable: ITable;
  /** The table behind the `ChatSession` model. Without it the caller's word for whose a session is counts. */
  readonly sessionTable?: ITable;
  /** The folders of `dist/lambda` of these names. */
  readonly code: { readonly onFailure: Code; readonly redeliver: Code };
  /** How often Lambda tries a failed job again: 0 to 2, the default. */
  readonly retryAttempts?: number;
  /** How long Lambda goes on trying a job that it cannot start: 1 minute to 6 hours, the default. */
  readonly maxEventAge?: Duration;
  /** How often parked results are delivered: every minute to every 6 hours; 5 minutes unless given. */
  readonly redeliverEvery?: Duration;
  /** How many days after its last change a message may be forgotten; for ever unless given. */
  readonly messageTtlDays?: number;
  /** Numbers of days that were in force before, for as long as there are objects of that time. */
  readonly earlierMessageTtlDays?: readonly number[];
  /** Takes the place of a bucket of the construct's own. Its lifecycle rules are then yours to make. */
  readonly bucket?: IBucket;
  /** What becomes of the construct's own bucket with the stack; `DESTROY` empties it. `RETAIN` unless given. */
  readonly removalPolicy?: RemovalPolicy;
  readonly environment?: Readonly<Partial<Record<Tuning, string>>>;
  /** How the dashboard and the alarms are made; `false` leaves them out. */
  readonly monitoring?: MonitoringOptions | false;
}

const REDELIVER_EVERY = Duration.minutes(5);

/**
 * Makes a Lambda function deliver each answer to the chat, exactly once: what it may do, what it is told, who is asked
 * when it fails, and where results wait that could not be delivered.
 */
export class ChatDelivery extends Construct {
  /** Holds large artifacts, under `chatSessionArtifacts/`, and parked results, under `undelivered/`. */
  readonly bucket: IBucket;
  /** Tells the user of jobs that crashed, timed out, expired or used up their tries. */
  readonly onFailure: Function;
  /** Delivers what is parked. */
  readonly redelivery: Function;
  /** Failures that the user could not be told of: whatever is in it wants an operator. */
  readonly unreported: Queue;
  /** The dashboard, the alarms and the topic that they tell; absent where `monitoring` is `false`. */
  readonly monitoring: ChatMonitoring | undefined;

  constructor(scope: Construct, id: string, props: ChatDeliveryProps) {
    super(scope, id);
    const { messageTtlDays: ttl, earlierMessageTtlDays: earlier = [], removalPolicy = RemovalPolicy.RETAIN } = props;
    const ttlDays = ttl === undefined ? earlier : [ttl, ...earlier];
    this.bucket = props.bucket ?? deliveryBucket(this, { ttlDays, removalPolicy });
    this.onFailure = courierFunction(this, 'OnFailure', {
      description: 'Tells the user of a job that failed',
      code: props.code.onFailure,
      memorySize: 512,
      timeout: Duration.minutes(1),
    });
    this.redelivery = courierFunction(this, 'Redelivery', {
      description: 'Delivers the results that are parked',
      code: props.code.redeliver,
      memorySize: 1_024, // several results of 50 MB, one after the other, took 580 MB
      timeout: Duration.minutes(5),
    });
    this.unreported = new Queue(this, 'Unreported', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });

    this.equip('orchestrator', props.orchestrator, props);
    this.equip('onFailure', this.onFailure, props);
    this.equip('redelivery', this.redelivery, props);
    this.reportFailures(props);
    this.redeliverRegularly(props);
    const { bucket, unreported, onFailure, redelivery } = this;
    acknowledgeFindings({ bucket, unreported, functions: [props.orchestrator, onFailure, redelivery] });
    this.monitoring = this.monitor(props);
  }

  /** What a function may do, and what it is told. */
  private equip(role: CourierRole, lambda: IFunction, props: ChatDeliveryProps): void {
    const { messageTable, sessionTable, messageTtlDays: ttl } = props;
    const resources = { messageTable, sessionTable, bucket: this.bucket, tagsArtifacts: ttl !== undefined };
    if (!(lambda instanceof Function))
      throw new Error(`${lambda.node.path} is not a function of this app: it cannot be changed`);
    for (const statement of permissionsOf(role, resources)) lambda.addToRolePolicy(statement);

    lambda.addEnvironment('AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME', messageTable.tableName);
    if (sessionTable) lambda.addEnvironment('CHAT_SESSION_TABLE_NAME', sessionTable.tableName);
    lambda.addEnvironment('ARTIFACT_BUCKET', this.bucket.bucketName);
    lambda.addEnvironment('UNDELIVERED_BUCKET', this.bucket.bucketName);
    if (ttl !== undefined) lambda.addEnvironment('MESSAGE_TTL_DAYS', String(ttl));
    for (const [name, value] of Object.entries(props.environment ?? {})) lambda.addEnvironment(name, value);
  }

  /** A job that failed goes to the on-failure function; what that one cannot report, to the queue. */
  private reportFailures({
    orchestrator,
    retryAttempts = 2,
    maxEventAge = Duration.hours(6),
  }: ChatDeliveryProps): void {
    orchestrator.configureAsyncInvoke({ retryAttempts, maxEventAge, onFailure: invoke(this.onFailure) });
    this.onFailure.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: enqueue(this.unreported),
    });
  }

  /** A run that failed is not tried again: the next one comes. */
  private redeliverRegularly({ redeliverEvery = REDELIVER_EVERY }: ChatDeliveryProps): void {
    this.redelivery.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: redeliverEvery });
    new Rule(this, 'RedeliveryTime', {
      description: 'When parked results are delivered',
      schedule: Schedule.rate(redeliverEvery),
      targets: [new LambdaFunction(this.redelivery, { retryAttempts: 0 })],
    });
  }

  private monitor(props: ChatDeliveryProps): ChatMonitoring | undefined {
    const { orchestrator, messageTable, redeliverEvery = REDELIVER_EVERY, monitoring = {} } = props;
    if (monitoring === false) return undefined;
    const { onFailure, redelivery, unreported } = this;
    const watched = { orchestrator, onFailure, redelivery, unreported, redeliverEvery };
    return new ChatMonitoring(this, 'Monitoring', { ...monitoring, ...watched, service: messageTable.tableName });
  }
}
