import { ChatCourierError } from './chat-courier-error.ts';

/** One thing that is wrong with a request: `field` is a dotted path (`context.region`), empty for the request as a whole. */
export interface RequestIssue {
  readonly field: string;
  readonly message: string;
}

/** The request cannot be taken; nothing was done. `issues` names every field that is wrong and what is allowed. */
export class InvalidRequestError extends ChatCourierError {
  constructor(readonly issues: readonly RequestIssue[]) {
    super('invalid-request', issues.map(describeIssue).join('; '));
  }
}

function describeIssue({ field, message }: RequestIssue): string {
  return field === '' ? message : `${field}: ${message}`;
}
