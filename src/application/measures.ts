export interface Measure {
  readonly unit: 'Count' | 'Milliseconds' | 'Bytes';
  readonly meaning: string;
  /** Whether there is a series for each code as well. */
  readonly byCode?: true;
}

/** Everything that is measured, by its name in CloudWatch. */
export const MEASURES = {
  JobDuration: { unit: 'Milliseconds', meaning: 'How long the orchestrator worked on a request' },
  JobFailure: { unit: 'Count', byCode: true, meaning: 'Jobs that ended in a failure, by code' },
  JobRetries: { unit: 'Count', meaning: 'Tries of a job that failed and asked for another one' },
  JobTimeouts: { unit: 'Count', meaning: 'Jobs whose time was up before they had a result' },
  WriteSuccess: { unit: 'Count', meaning: 'Answers that were written into a chat' },
  WriteFailure: {
    unit: 'Count',
    byCode: true,
    meaning: 'Answers that could not be written into a chat in time, by code',
  },
  WriteLatency: { unit: 'Milliseconds', meaning: 'How long writing an answer took, with all its attempts' },
  WriteRetries: { unit: 'Count', meaning: 'Attempts at writing an answer beyond the first one' },
  MessageSize: { unit: 'Bytes', meaning: 'The size of a written answer in the table' },
  DuplicatesSuppressed: {
    unit: 'Count',
    meaning: 'Answers that were not written, since they were in the chat already',
  },
  SessionsRefused: { unit: 'Count', meaning: "Messages that were not written: the session is not the user's" },
  ResultsParked: { unit: 'Count', meaning: 'Answers that are kept, to be delivered later' },
  ResultsLost: { unit: 'Count', meaning: 'Answers that could be neither written nor parked' },
  ResultsRedelivered: { unit: 'Count', meaning: 'Parked answers that arrived in their chats' },
  RedeliveryFailure: {
    unit: 'Count',
    byCode: true,
    meaning: 'Attempts at redelivering a parked answer that failed, by code',
  },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;
