import type { Reader } from './config.ts';
import type { ConfigurationIssue } from './invalid-configuration-error.ts';
import type { Variables } from './variables.ts';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** What is wrong with variables that are right by themselves. The server has a place for artifacts of its own. */
export function conflictsAmong(env: Variables, reader: Reader): ConfigurationIssue[] {
  const issues: ConfigurationIssue[] = [];
  const object = (variable: keyof Variables, allowed: string) => {
    const value = env[variable];
    const text = value instanceof URL ? value.origin : value?.toString(); // a query may hold a key
    issues.push({ variable, value: text, allowed });
  };

  if (env.ORCHESTRATOR_URL && env.ORCHESTRATOR_FUNCTION_NAME !== undefined) {
    object('ORCHESTRATOR_URL', 'only one of ORCHESTRATOR_FUNCTION_NAME and ORCHESTRATOR_URL may be set');
  }
  if (env.UNDELIVERED_BUCKET !== undefined && env.UNDELIVERED_DIR !== undefined) {
    object('UNDELIVERED_DIR', 'only one of UNDELIVERED_BUCKET and UNDELIVERED_DIR may be set');
  }
  issues.push(...artifactConflicts(env, reader));
  const hasTable =
    env.AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME !== undefined && (env.RESULT_SINK ?? 'dynamodb') === 'dynamodb';
  if (env.CHAT_SESSION_TABLE_NAME !== undefined && !hasTable) {
    object(
      'CHAT_SESSION_TABLE_NAME',
      'it may be set only with AMPLIFY_DATA_CHATMESSAGE_TABLE_NAME and the sink dynamodb',
    );
  }
  if (env.OIDC_ISSUER && env.OIDC_AUDIENCE === undefined) object('OIDC_AUDIENCE', 'OIDC_ISSUER needs it');
  if (env.OIDC_AUDIENCE !== undefined && !env.OIDC_ISSUER) object('OIDC_ISSUER', 'OIDC_AUDIENCE needs it');
  if (!LOOPBACK.test(env.HOST) && !env.OIDC_ISSUER) {
    object(
      'HOST',
      'it must be a loopback address (127.0.0.1, ::1, localhost) unless OIDC_ISSUER and OIDC_AUDIENCE are set: without them anybody who reaches the server can be any user',
    );
  }
  return issues;
}

function artifactConflicts(env: Variables, reader: Reader): ConfigurationIssue[] {
  const { ARTIFACT_BUCKET: bucket, ARTIFACT_DIR: folder, OFFLOAD_OVER_BYTES: limit } = env;
  if (bucket !== undefined && folder !== undefined) {
    return [
      { variable: 'ARTIFACT_DIR', value: folder, allowed: 'only one of ARTIFACT_BUCKET and ARTIFACT_DIR may be set' },
    ];
  }
  if (limit === undefined || bucket !== undefined || folder !== undefined || reader === 'server') return [];
  const allowed = 'it may be set only with ARTIFACT_BUCKET or ARTIFACT_DIR, where artifacts are kept';
  return [{ variable: 'OFFLOAD_OVER_BYTES', value: String(limit), allowed }];
}
