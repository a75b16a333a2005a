import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource.ts';
import { data } from './data/resource.ts';
import { myOrchestrator } from './my-orchestrator/resource.ts';

/** An app as it is before chat-courier comes to it. */
export const backend = defineBackend({ auth, data, myOrchestrator });
