/** What a user of the package writes: their own orchestrator, sink and handler. It fails loudly, or prints responses. */
export const OWN_HANDLER = `
import {
  ChatCourierError, DeliveryError, deliverOneByOne, InvalidRequestError, lambdaHandlerFor, writeResultsToChatMessage,
  type Artifact, type ChatMessage, type DeliveryErrorCode, type DeliveryOutcome, type DeliveryReceipt, type DeliveryResult, type ErrorCode,
  type HandlerOptions, type LambdaHandler, type Orchestrator, type OrchestratorRequest, type OrchestratorResponse,
  type RequestIssue, type ResponseMetadata, type ResultSink, type ThoughtStep,
} from 'chat-courier';
import { resultSinkContract, sampleMessage, type ResultSinkHarness } from 'chat-courier/testing';

class OwnSink implements ResultSink {
  readonly texts = new Map<string, string>();

  async deliver(message: ChatMessage, signal?: AbortSignal): Promise<DeliveryReceipt> {
    if (signal?.aborted) throw new DeliveryError('out-of-time', 'late', 'Begin earlier.');
    const there = this.find(message.id);
    const open = there?.responseComplete === false;
    const same = there?.owner === message.owner && there.chatSessionId === message.chatSessionId;
    const newer = message.responseComplete || (there?.revision ?? -1) < (message.revision ?? 0);
    if (there && !(open && same && newer)) return { status: 'already-delivered', bytes: 0 };
    const text = JSON.stringify(message);
    this.texts.set(message.id, text);
    return { status: 'delivered', bytes: text.length };
  }

  deliverAll(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<readonly DeliveryResult[]> {
    return deliverOneByOne((message) => this.deliver(message, signal), messages, signal);
  }

  find(id: string): ChatMessage | undefined {
    const text = this.texts.get(id);
    return text === undefined ? undefined : JSON.parse(text) as ChatMessage;
  }
}

const artifact: Artifact = { type: 'table', data: { rows: [1] }, ownField: true };
const thoughtStep: ThoughtStep = { step: 1, action: 'Look', reasoning: 'Because' };
const metadata: ResponseMetadata = { executionTime: 1, toolsUsed: [] };
const orchestrator: Orchestrator = {
  run: async ({ query, context }: OrchestratorRequest): Promise<OrchestratorResponse> =>
    ({ success: true, message: query + JSON.stringify(context), artifacts: [artifact], thoughtSteps: [thoughtStep], metadata }),
};

const sink = new OwnSink();
const options: HandlerOptions = { sink };
const handler: LambdaHandler = lambdaHandlerFor(orchestrator, options);

const harness: ResultSinkHarness = {
  name: 'own',
  keeps: 'messages',
  create: async () => {
    const sink = new OwnSink();
    return { sink, readBack: async (id) => sink.find(id), destroy: async () => {} };
  },
};

async function main(): Promise<void> {
  const event = { query: 'Hello', context: { a: 1 }, sessionId: 'session-1', userId: 'user-1' };
  const response = await handler(event, { awsRequestId: 'request-1' });
  const delivery = response.metadata['delivery'] as DeliveryOutcome;
  const cases = resultSinkContract(harness);
  for (const { run } of cases) await run();
  console.log(JSON.stringify({ response, message: sink.find(delivery.messageId), cases: cases.length }));
}

void main();

const code: ErrorCode = 'table-not-found' satisfies DeliveryErrorCode;
const issues: RequestIssue[] = [{ field: 'query', message: 'is wrong' }];
export const errors: ChatCourierError[] = [
  new ChatCourierError(code, ''), new DeliveryError('throttled', '', ''), new InvalidRequestError(issues),
];
export const written: Promise<void> | undefined = undefined as ReturnType<typeof writeResultsToChatMessage> | undefined;
sampleMessage({ text: 'Hello' });

// What the types must refuse:
// @ts-expect-error an orchestrator has to run
lambdaHandlerFor.bind(undefined, {});
// @ts-expect-error there is no such field
sampleMessage({ txt: 'Hello' });
// @ts-expect-error there is no such code
export const wrong: ErrorCode = 'table-not-round';
// @ts-expect-error a handler needs the request id
handler.bind(undefined, {}, {});
`;

/** The drop-in, with the response that RESPONSE holds as JSON; it says so when it is done. */
export const DROP_IN = `
import { writeResultsToChatMessage } from 'chat-courier';

writeResultsToChatMessage('session-1', 'user-1', JSON.parse(process.env['RESPONSE'] ?? '')).then(
  () => console.log('"fulfilled"'),
  () => console.log('"rejected"'),
);
`;
