import { a, defineData, type ClientSchema } from '@aws-amplify/backend';

const schema = a
  .schema({
    ChatSession: a.model({ title: a.string() }),
    ChatMessage: a
      .model({
        chatSessionId: a.id().required(),
        role: a.string(),
        content: a.customType({ text: a.string() }),
        createdAt: a.datetime().required(),
      })
      .secondaryIndexes((index) => [index('chatSessionId').sortKeys(['createdAt'])]),
  })
  .authorization((allow) => [allow.owner()]);

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'userPool' } });
