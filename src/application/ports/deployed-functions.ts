import type { Seen } from './seen.ts';

export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  /** `Pending`, `Active`, `Inactive`, `Failed`. */
  readonly state: string;
  /** `Successful`, `Failed`, `InProgress`. */
  readonly lastUpdate: string;
  /** Absent from a function that is a container image. */
  readonly runtime?: string | undefined;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The ARN of its execution role. */
  readonly role: string;
  /** Its variables. They may hold secrets. */
  readonly environment: Seen<Readonly<Record<string, string>>>;
}

/** What Lambda does with an event that fails. What is absent is not set: Lambda's default counts. */
export interface EventSettings {
  readonly retryAttempts?: number | undefined;
  readonly maxEventAgeSeconds?: number | undefined;
  /** The ARN of the on-failure destination. */
  readonly onFailure?: string | undefined;
}

/** The Lambda functions of an account, as they are now. */
export interface DeployedFunctions {
  /** @param function_ its name or ARN, with an alias or without */
  find(function_: string): Promise<Seen<DeployedFunction>>;

  /** Absent where nothing was ever set. */
  eventSettings(function_: string): Promise<Seen<EventSettings>>;
}
