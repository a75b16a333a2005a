/** What `chat-courier/testing` exports. */
export * from './result-sink-contract.ts';
export { sampleMessage } from './sample-message.ts';
