/** Something to look at: a map, a table, an image. Unknown fields pass through untouched. */
export interface Artifact {
  readonly type: string;
  readonly data: unknown;
  /** Follow-up queries offered to the user. */
  readonly actions?: readonly unknown[] | undefined;
  readonly [field: string]: unknown;
}

/** One step of the work, told to the user. Unknown fields pass through untouched. */
export interface ThoughtStep {
  readonly step: number;
  readonly action: string;
  readonly reasoning: string;
  readonly result?: unknown;
  readonly status?: string | undefined;
  /** When the step began: ISO 8601. */
  readonly timestamp?: string | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  readonly error?: unknown;
  readonly [field: string]: unknown;
}

/** Facts about the work. Unknown fields pass through untouched. */
export interface ResponseMetadata {
  /** Milliseconds. */
  readonly executionTime: number;
  readonly toolsUsed: readonly string[];
  readonly [field: string]: unknown;
}

/** What an orchestrator answers. */
export interface OrchestratorResponse {
  readonly success: boolean;
  readonly message: string;
  readonly artifacts: readonly Artifact[];
  readonly thoughtSteps: readonly ThoughtStep[];
  readonly metadata: ResponseMetadata;
  readonly responseComplete?: boolean | undefined;
}
