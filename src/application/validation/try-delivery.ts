import { completeAnswer } from '../../domain/chat-message.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';
import { DeliveryError } from '../../domain/delivery-error.ts';
import type { Recipient } from '../../domain/delivery-mode.ts';
import { messageId } from '../../domain/message-id.ts';
import type { Chat } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeployedStorage } from '../ports/deployed-storage.ts';
import { check, unchecked, type CheckResult, type Expectation } from './check-result.ts';

export interface TrialDependencies {
  /** Opens the chat that is kept in a table. */
  readonly openChat: (tableName: string) => Promise<Pick<Chat, 'sink' | 'history'>>;
  readonly storage: Pick<DeployedStorage, 'remove'>;
  readonly clock: Clock;
  /** Lower-case letters and digits, another one each time. */
  readonly random: () => string;
}

/** Delivers a message of nobody's to a session of nobody's, reads it back and removes it. */
export type TryDelivery = (tableName: string) => Promise<CheckResult[]>;

/** Milliseconds: how long the index may take to follow the table, and between two looks. */
const PATIENCE = 10_000;
const INTERVAL = 200;

const RESPONSE = {
  success: true,
  message: 'A canary of chat-courier validate. It may be deleted.',
  artifacts: [],
  thoughtSteps: [],
  metadata: { executionTime: 0, toolsUsed: [] },
};

export function tryDelivery({ openChat, storage, clock, random }: TrialDependencies): TryDelivery {
  return async (tableName) => {
    const { sink, history } = await openChat(tableName);
    const [createdAt, name] = [clock.now(), random()];
    const recipient = { sessionId: `chat-courier-validate-${name}`, userId: `chat-courier-validate-${name}` };
    const id = messageId(createdAt.getTime(), name);
    const canary = completeAnswer({ id, createdAt }, recipient, RESPONSE, createdAt, 1);
    const step = stepsOn(`canary ${id} in ${tableName}`);

    const written = await step('write', 'delivered', async () => (await sink.deliver(canary)).status);
    const reads: CheckResult[] = [];
    if (written.status === 'ok') {
      reads.push(await step('read by id', canary.text, async () => (await history.get(id))?.text ?? 'nothing'));
      const patience = { clock, until: new Date(clock.now().getTime() + PATIENCE) };
      const inList = () => isListed(history, recipient, id);
      reads.push(
        await step('read through the index', 'in the list of its session', async () =>
          (await becomesTrue(inList, patience))
            ? 'in the list of its session'
            : `not there after ${PATIENCE / 1_000} s`,
        ),
      );
    }
    // What failed may be stored all the same.
    const removal = await step('delete', 'deleted', async () => {
      await storage.remove(tableName, id);
      return (await history.get(id)) ? 'still there' : 'deleted';
    });
    return [written, ...reads, leftBehind(removal, tableName, id)];
  };
}

type Step = (name: string, expected: string, act: () => Promise<string>) => Promise<CheckResult>;

/** One thing that is done with the caller's own permissions: a denial says nothing about the deployment. */
function stepsOn(subject: string): Step {
  return async (name, expected, act) => {
    const expectation: Expectation = { subject, name, expected };
    try {
      const found = await act();
      return check(expectation, found, found === expected, 'Check the table and its index, and try again.');
    } catch (error) {
      if (!(error instanceof ChatCourierError)) throw error;
      const fix = error instanceof DeliveryError ? error.remedy : 'See the reason.';
      const isOurs = error.code === 'permission-denied' || error.code === 'unavailable';
      return isOurs
        ? unchecked(expectation, { why: error.message, fix })
        : check(expectation, error.message, false, fix);
    }
  };
}

/** Only a deletion that was seen leaves nothing behind. */
function leftBehind(removal: CheckResult, tableName: string, id: string): CheckResult {
  if (removal.status === 'ok') return removal;
  const key = JSON.stringify({ id: { S: id } });
  const fix = `Delete it, if it is there: aws dynamodb delete-item --table-name ${tableName} --key '${key}'`;
  return { ...removal, fix };
}

async function isListed(history: Chat['history'], recipient: Recipient, id: string): Promise<boolean> {
  const { messages } = await history.list({ ...recipient, limit: 10 });
  return messages.some((message) => message.id === id);
}

async function becomesTrue(
  question: () => Promise<boolean>,
  { clock, until }: { readonly clock: Clock; readonly until: Date },
): Promise<boolean> {
  while (!(await question())) {
    if (clock.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  return true;
}
