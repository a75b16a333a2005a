import { defineFunction } from '@aws-amplify/backend';

export const myOrchestrator = defineFunction({ name: 'my-orchestrator', timeoutSeconds: 900, memoryMB: 1024 });
