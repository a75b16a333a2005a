import { toJsonSchemaDefs, type ConversionConfig } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { orchestratorRequestSchema } from '../../application/orchestrator-request-schema.ts';
import { orchestratorResponseSchema } from '../../application/orchestrator-response-schema.ts';
import {
  chatMessageSchema,
  messagePageSchema,
  postedMessageSchema,
  postMessageSchema,
  problemSchema,
} from './api-schemas.ts';

/** The schemas that have a name, by which they refer to each other. */
const COMPONENTS = {
  OrchestratorRequest: orchestratorRequestSchema,
  OrchestratorResponse: orchestratorResponseSchema,
  PostMessage: postMessageSchema,
  PostedMessage: postedMessageSchema,
  MessagePage: messagePageSchema,
  ChatMessage: chatMessageSchema,
  Problem: problemSchema,
} satisfies Record<string, GenericSchema>;

export type ComponentName = keyof typeof COMPONENTS;

/** How a schema is described: what it gives, an object where any is taken, and no checks that JSON Schema does not know. */
const DESCRIBED: ConversionConfig = {
  target: 'draft-2020-12',
  typeMode: 'output',
  ignoreActions: ['check', 'finite'],
  overrideSchema: ({ valibotSchema }) => (valibotSchema.type === 'custom' ? { type: 'object' } : undefined),
  // What JSON Schema calls a pattern has the flag u.
  overrideAction: ({ valibotAction, jsonSchema }) =>
    'requirement' in valibotAction && valibotAction.requirement instanceof RegExp && valibotAction.type === 'regex'
      ? { ...jsonSchema, pattern: valibotAction.requirement.source }
      : undefined,
  overrideRef: ({ referenceId }) => reference(referenceId),
};

/** What OpenAPI calls the components. */
export function componentSchemas(): object {
  return toJsonSchemaDefs(COMPONENTS, DESCRIBED);
}

export function describedSchema(schema: GenericSchema): object {
  return toJsonSchemaDefs({ schema }, DESCRIBED).schema;
}

export function reference(name: string): string {
  return `#/components/schemas/${name}`;
}
