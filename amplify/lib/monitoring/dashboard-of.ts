import { AlarmStatusWidget, AlarmStatusWidgetSortBy, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IAlarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { graphsOfFunctions } from './graphs-of-functions.ts';
import { graphsOfJobs } from './graphs-of-jobs.ts';
import { graphsOfResults } from './graphs-of-results.ts';
import { graphsOfWrites } from './graphs-of-writes.ts';
import { lastFailures } from './last-failures.ts';
import type { Watched } from './watched.ts';

/** The rows of the dashboard, for somebody who was woken: first what is wrong, then how far the work gets, then why. */
export function dashboardOf(watched: Watched, alarms: readonly IAlarm[], runbook: string): IWidget[][] {
  return [
    [text(`# chat-courier\nWhat each alarm means, and what to do: \`${runbook}\``, 2)],
    [alarmStates(alarms)],
    [text('## Jobs: the orchestrator works on requests', 1)],
    graphsOfJobs(watched),
    [text('## Writes: answers go into their chats', 1)],
    graphsOfWrites(watched),
    [text('## Parked and unreported: what is on its way, and what nobody was told', 1)],
    graphsOfResults(watched),
    [text('## Functions: what Lambda says', 1)],
    graphsOfFunctions(watched),
    [lastFailures(watched)],
  ];
}

function alarmStates(alarms: readonly IAlarm[]): AlarmStatusWidget {
  const sortBy = AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP;
  return new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], sortBy, width: 24, height: 5 });
}

function text(markdown: string, height: number): TextWidget {
  return new TextWidget({ markdown, width: 24, height });
}
