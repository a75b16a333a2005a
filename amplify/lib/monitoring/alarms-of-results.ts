import { Duration } from 'aws-cdk-lib';
import type { MeasureName } from './figures-of.ts';
import { threeRuns } from './three-runs.ts';
import type { Watched } from './watched.ts';
import { zeroWhereAbsent } from './zero-where-absent.ts';

/** Answers that are not where they belong. */
export function alarmsOfResults({ figures, redeliverEvery }: Watched) {
  const count = (name: MeasureName, period = Duration.minutes(5)) => figures.figure(name, { statistic: 'Sum', period });
  return {
    ResultsLost: {
      ...{ metric: count('ResultsLost'), threshold: 1, runbook: 'results-lost' },
      means: 'Answers could be neither written nor parked: users wait for nothing.',
      todo: 'Find out whose they were (log: RESULTS LOST), tell them, and mend what the code names.',
    },
    ResultsParked: {
      ...{ metric: count('ResultsParked'), threshold: 1, runbook: 'results-parked' },
      means: 'Answers could not be written in time; they are kept, and will be delivered later.',
      todo: 'Look which code the write failures have, and mend what it names; redelivery does the rest.',
    },
    ResultsStillParked: {
      metric: zeroWhereAbsent(count('RedeliveryFailure', threeRuns(redeliverEvery))),
      ...{ threshold: 1, evaluationPeriods: 2 },
      runbook: 'results-still-parked',
      means: 'Parked answers do not get into their chats, run after run.',
      todo: 'Look in the log of redelivery why: a code, refused or kept.',
    },
    SessionsRefused: {
      ...{ metric: count('SessionsRefused'), threshold: 1, runbook: 'sessions-refused' },
      means: "SECURITY: an answer was asked for in a session that is not that user's.",
      todo: 'Look in the log (securityEvent) whose session it was, and who invoked the function.',
    },
  };
}
