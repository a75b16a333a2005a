/** What the package `chat-courier` exports. */
export type { HandlerOptions } from './lambda-handler-for.ts';
export { lambdaHandlerFor } from './lambda-handler-for.ts';
export { writeResultsToChatMessage } from './write-results-to-chat-message.ts';
export type { LambdaHandler } from '../lambda/create-lambda-handler.ts';
export type { LambdaContext } from '../lambda/invocation-of.ts';
export type { Job, Orchestrator } from '../../application/ports/orchestrator.ts';
export { ChatCourierError } from '../../domain/chat-courier-error.ts';
export type { ErrorCode } from '../../domain/error-code.ts';
export type { ChatMessage } from '../../domain/chat-message.ts';
export { DeliveryError } from '../../domain/delivery-error.ts';
export type { DeliveryErrorCode } from '../../domain/error-code.ts';
export type { DeliveryOutcome } from '../../domain/delivery-outcome.ts';
export { InvalidRequestError, type RequestIssue } from '../../domain/invalid-request-error.ts';
export type { OrchestratorRequest } from '../../domain/orchestrator-request.ts';
export type {
  Artifact,
  OrchestratorResponse,
  ResponseMetadata,
  ThoughtStep,
} from '../../domain/orchestrator-response.ts';
export { deliverOneByOne } from '../../application/deliver-one-by-one.ts';
export type { DeliveryReceipt, DeliveryResult, ResultSink } from '../../domain/result-sink.ts';
