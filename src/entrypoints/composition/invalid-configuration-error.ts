import { ChatCourierError } from '../../domain/chat-courier-error.ts';

export interface ConfigurationIssue {
  readonly variable: string;
  readonly value: string | undefined;
  /** What is allowed. */
  readonly allowed: string;
}

/** Environment variables with values that cannot be used, all of them at once. */
export class InvalidConfigurationError extends ChatCourierError {
  constructor(readonly issues: readonly ConfigurationIssue[]) {
    const lines = issues.map(({ variable, value, allowed }) =>
      value === undefined
        ? `${variable} is not set; ${allowed}`
        : `${variable} is ${JSON.stringify(value)}; ${allowed}`,
    );
    super('invalid-configuration', `the configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
}
