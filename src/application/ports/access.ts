import type { Seen } from './seen.ts';

/** Something that a role wants to do. */
export interface Use {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN; that of objects may end in `*`. */
  readonly resource: string;
  /** What the request says of itself, such as `s3:prefix`, for policies that ask. */
  readonly context?: Readonly<Record<string, string>> | undefined;
}

export interface Decision {
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny';
  /** What the policies ask about the request and was not told: a denial may be due to that. */
  readonly missingContext: readonly string[];
}

/** Who asks, and what roles may do. */
export interface Access {
  /** The ARN of whose credentials these are. */
  caller(): Promise<Seen<string>>;

  /** What AWS itself decides: of a role's policies, its boundary and the organisation's. One decision for each use. */
  decide(role: string, uses: readonly Use[]): Promise<readonly Seen<Decision>[]>;
}
