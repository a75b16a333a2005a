import type { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';

/** Not among the errors that the SDK tries again after; `failure` is what happened. */
class NotRepeated extends Error {
  constructor(readonly failure: unknown) {
    super('this request is not sent twice');
  }
}

/**
 * Sends a command without the SDK's retries: between two tries of a put without a condition, somebody else may write.
 *
 * @throws what the first try threw
 */
export async function once<T>(command: BatchWriteCommand, send: () => Promise<T>): Promise<T> {
  command.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (failure) {
        throw new NotRepeated(failure);
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'once', override: true }, // the document client adds it twice
  );
  try {
    return await send();
  } catch (error) {
    throw error instanceof NotRepeated ? error.failure : error;
  }
}
