import { generateClient } from 'aws-amplify/data';
import type { Schema } from '../../amplify/data/resource.ts';

/** `Amplify.configure(outputs)` may come before or after it. */
export const client = generateClient<Schema>();

export type ChatMessageItem = Schema['ChatMessage']['type'];
