import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { coldStarts } from './cold-starts.ts';
import { deliveredItem } from './delivered-item.ts';
import type { OneInvocation } from './invoke-once.ts';
import { measure } from './measure.ts';
import { rows } from './rows.ts';
import type { Services } from './services.ts';
import { table } from './table.ts';
import { warmDeliveries } from './warm-deliveries.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '30' },
    messages: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '3' },
  },
});

const built = (path: string) => resolve('.cache/bench', path);
const INVOKE_ONCE = built('invoke-once/invoke-once.mjs');
const INVOKE_MANY = built('invoke-many/invoke-many.mjs');
const COURIER = resolve('dist/lambda/orchestrator/index.mjs');
const COURIER_IN_PROCESS = built('trimmed/in-process-handler/in-process-handler.mjs');
const BARE = built('plain/bare-handler/bare-handler.mjs');
const BARE_TRIMMED = built('trimmed/bare-handler/bare-handler.mjs');
const BARE_ORCHESTRATED = built('plain/bare-orchestrated-handler/bare-orchestrated-handler.mjs');

const TABLE = 'ChatMessage-bench-NONE';
const QUERY = { query: 'Analyze terrain at 40.7128, -74.0060' };
const CHAT = { ...QUERY, sessionId: 'session-1', userId: 'user-1' };

/** Lambda sets it for every call, traced or not. Without it, an answer of an earlier try is looked for in the table. */
const TRACE = `Root=1-${Math.floor(Date.now() / 1_000).toString(16)}-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=0`;

const servicesProcess = fork(built('services/services.mjs'), [TABLE]);
const [services] = (await once(servicesProcess, 'message')) as [Services];

const env = {
  PATH: process.env['PATH'],
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: services.dynamoDb,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_LAMBDA_FUNCTION_NAME: 'bench', // so that figures are written, as on Lambda
  AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME: TABLE,
  _X_AMZN_TRACE_ID: TRACE,
};
const IN_PROCESS = { handler: COURIER_IN_PROCESS, env: { SAMPLE: 'small' } };
/** What Node compiled of an earlier process. Lambda keeps nothing of the kind: this tells what it would bring. */
const CACHED = { NODE_COMPILE_CACHE: resolve('.cache/bench/compile-cache') };
const asking = (path: string) => ({ ...env, ORCHESTRATOR_URL: `${services.orchestrator}${path}` });

const itemOf = async (handler: string, requestId: string) => {
  const { report } = await measure<OneInvocation>(
    INVOKE_ONCE,
    [handler, JSON.stringify(CHAT), requestId],
    asking('/small'),
  );
  return deliveredItem(report, TABLE, services.dynamoDb);
};

const smallItem = await itemOf(COURIER, 'small');
const put = (id: string) => ({ ...smallItem, id });
const cold = await coldStarts(
  INVOKE_ONCE,
  {
    empty: {},
    bare: { handler: BARE, event: put },
    bareTrimmed: { handler: BARE_TRIMMED, event: put },
    bareCached: { handler: BARE, event: put, env: CACHED },
    bareAsking: { handler: BARE_ORCHESTRATED, event: put },
    bareSlow: { handler: BARE_ORCHESTRATED, event: put, env: asking('/slow') },
    sync: { handler: COURIER, event: () => QUERY },
    syncRefused: { handler: COURIER, event: () => ({ query: '' }) },
    syncSiteScreening: { handler: COURIER, event: () => QUERY, env: { ORCHESTRATOR_URL: '' } },
    syncInProcess: { ...IN_PROCESS, event: () => QUERY },
    syncCached: { handler: COURIER, event: () => QUERY, env: CACHED },
    async: { handler: COURIER, event: () => CHAT },
    asyncInProcess: { ...IN_PROCESS, event: () => CHAT },
    asyncCached: { handler: COURIER, event: () => CHAT, env: CACHED },
    asyncSlow: { handler: COURIER, event: () => CHAT, env: asking('/slow') },
  },
  asking('/small'),
  Number(options.rounds),
);

const largeItem = await itemOf(COURIER_IN_PROCESS, 'large');
const warm = await warmDeliveries(
  INVOKE_MANY,
  {
    bare: { handler: BARE, event: largeItem },
    ours: { handler: COURIER_IN_PROCESS, event: CHAT },
    oursOverHttp: { handler: COURIER, event: CHAT, env: asking('/large') },
  },
  env,
  { runs: Number(options.runs), messages: Number(options.messages) },
);
servicesProcess.disconnect();

const kilobytes = Math.round(Buffer.byteLength(JSON.stringify(largeItem)) / 1_024);
console.log(`
Node ${process.version} on ${cpus().length} x ${cpus()[0]?.model ?? 'processor'}. Cold: ${options.rounds} starts of each, in turn, from the
start of the process to the answered invocation, the start of Node itself included. Warm: ${options.runs} x ${options.messages} messages of
${kilobytes} KB. Baseline: a handler that does one PutCommand and asks nobody, bundled in the ordinary way. Medians; the minimum is
in brackets. Unless it says otherwise, ours asks an orchestrator over HTTP, which answers at once.

${table(rows(cold, warm))}
`);
