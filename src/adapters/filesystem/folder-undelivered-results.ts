import { inject, injectable, type ServiceIdentifier } from 'inversify';
import type { ParkedResult, UndeliveredResults } from '../../application/ports/undelivered-results.ts';
import { parseParkedBytes } from '../../application/parse-parked-message.ts';
import { untilAborted } from '../../application/until-aborted.ts';
import type { ChatMessage } from '../../domain/chat-message.ts';
import { tellsOfFailure } from '../../domain/tells-of-failure.ts';
import { JsonFolder, type FolderEntry } from './json-folder.ts';

export const UNDELIVERED_FOLDER = Symbol.for('UndeliveredFolder') as ServiceIdentifier<string>;

const FAILURE = 'no-answer.json';

/** Parks messages in a folder, a file for each: `{hash of the id}.json`, failure messages as `….no-answer.json`. */
@injectable()
export class FolderUndeliveredResults implements UndeliveredResults {
  private readonly answers: JsonFolder<ChatMessage>;
  private readonly failures: JsonFolder<ChatMessage>;

  constructor(@inject(UNDELIVERED_FOLDER) path: string) {
    this.answers = new JsonFolder(path, parseParkedBytes, ({ id }) => id);
    this.failures = new JsonFolder(path, parseParkedBytes, ({ id }) => id, FAILURE);
  }

  park(message: ChatMessage, signal?: AbortSignal): Promise<void> {
    const folder = tellsOfFailure(message) ? this.failures : this.answers;
    return untilAborted(folder.add(message), signal);
  }

  async *all(signal?: AbortSignal): AsyncIterable<ParkedResult> {
    const failures = new Map<string, FolderEntry<ChatMessage>>();
    for await (const entry of this.failures.entries()) failures.set(entry.name, entry);
    const answers: FolderEntry<ChatMessage>[] = []; // listed last: none may be missed beside its failure message
    for await (const entry of this.answers.entries()) answers.push(entry);
    for (const { name } of answers) failures.delete(failureBeside(name));
    for (const { name, read } of [...answers, ...failures.values()]) {
      yield await untilAborted(Promise.resolve({ key: name, read: () => untilAborted(read(), signal) }), signal);
    }
  }

  async remove(key: string): Promise<void> {
    await this.failures.removeFile(failureBeside(key));
    await this.answers.removeFile(key);
  }
}

/** The name of the file beside an answer's. Beside a failure message there is none but itself. */
function failureBeside(name: string): string {
  return name.replace(/^([0-9a-f]{64})\.json$/, `$1.${FAILURE}`);
}
