import { LogQueryVisualizationType, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { logGroupNameOf } from './log-group-name-of.ts';
import type { Watched } from './watched.ts';

/** Warnings and errors of all three functions, and what Lambda itself says of a crash or a time-out. */
export function lastFailures({ orchestrator, onFailure, redelivery }: Watched): LogQueryWidget {
  return new LogQueryWidget({
    title: 'The last failures',
    logGroupNames: [orchestrator, onFailure, redelivery].map(logGroupNameOf),
    view: LogQueryVisualizationType.TABLE,
    queryLines: [
      'fields @timestamp, level, msg, code, requestId, sessionId, messageId, remedy, @log',
      'filter level >= 40 or @message like /Task timed out|Runtime exited|Runtime\\.[A-Z]/',
      'sort @timestamp desc',
      'limit 50',
    ],
    width: 24,
    height: 9,
  });
}
