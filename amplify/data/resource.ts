import { a, defineData, type ClientSchema } from '@aws-amplify/backend';

const schema = a
  .schema({
    ChatSession: a.model({
      title: a.string(),
      owner: a.string().authorization((allow) => [allow.owner().identityClaim('sub').to(['read', 'delete'])]),
    }),
    ChatMessage: a
      .model({
        chatSessionId: a.id().required(),
        /** The user's `sub`, which chat-courier writes; nobody may pass a message on to somebody else. */
        owner: a.string().authorization((allow) => [allow.owner().identityClaim('sub').to(['read', 'delete'])]),
        role: a.enum(['human', 'ai']),
        content: a.customType({ text: a.string() }),
        responseComplete: a.boolean(),
        artifacts: a.json().array(),
        thoughtSteps: a.json().array(),
        metadata: a.json(),
        /** The message's place in the chat; also the sort key of the index. */
        createdAt: a.datetime().required(),
        updatedAt: a.datetime(),
        deadlineAt: a.datetime(),
        /** Milliseconds since 1970, which an integer of GraphQL does not hold. */
        revision: a.float(),
        /** Epoch seconds: the table's time to live. */
        expiresAt: a.timestamp(),
      })
      .secondaryIndexes((index) => [
        // chat-courier reads this index by the name that Amplify makes of it: chatMessagesByChatSessionIdAndCreatedAt.
        index('chatSessionId').sortKeys(['createdAt']).queryField('listChatMessagesByChatSessionIdAndCreatedAt'),
      ]),
  })
  .authorization((allow) => [allow.owner().identityClaim('sub')]);

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'userPool' } });
