import { readResponse, type OrchestratorResponse, type ReadOptions } from 'chat-courier/reader';
import type { ChatMessageItem } from './chat-client.ts';

/** A message as it can be shown: artifacts, steps and metadata are unpacked. */
export interface ShownMessage extends Pick<OrchestratorResponse, 'artifacts' | 'thoughtSteps' | 'metadata'> {
  readonly id: string;
  readonly role: 'human' | 'ai';
  /** ISO 8601: the message's place in the chat. */
  readonly createdAt: string;
  readonly text: string;
  /** `pending`: the answer is worked on. It may then be `late`, and still come. */
  readonly state: 'pending' | 'complete' | 'failed';
  /** ISO 8601: when a pending answer is due. */
  readonly deadlineAt?: string;
  /** Why it failed, and what the user can do; a failure may also come without. */
  readonly failure?: Failure;
}

export interface Failure {
  readonly code: string;
  readonly retryable: boolean;
  readonly remediationSteps: readonly string[];
}

export type Resolve = NonNullable<ReadOptions['resolve']>;

/** @returns undefined for a message that has expired @throws what `resolve` throws; Error for a damaged message */
export async function shownMessage(item: ChatMessageItem, resolve?: Resolve): Promise<ShownMessage | undefined> {
  const response = await readResponse(item, resolve && { resolve });
  if (!response) return undefined;
  const { artifacts, thoughtSteps, metadata } = response;
  const failure = metadata['error'];
  return {
    ...{ id: item.id, createdAt: item.createdAt, text: response.message, artifacts, thoughtSteps, metadata },
    role: item.role ?? 'human',
    state: item.responseComplete === false ? 'pending' : response.success ? 'complete' : 'failed',
    ...(item.deadlineAt && { deadlineAt: item.deadlineAt }),
    ...(!response.success && isFailure(failure) && { failure }),
  };
}

/** An orchestrator that reports a failure itself may say anything there. */
function isFailure(error: unknown): error is Failure {
  if (typeof error !== 'object' || error === null) return false;
  const { code, retryable, remediationSteps: steps } = error as Partial<Record<keyof Failure, unknown>>;
  if (typeof code !== 'string' || typeof retryable !== 'boolean' || !Array.isArray(steps)) return false;
  return steps.every((step) => typeof step === 'string');
}
