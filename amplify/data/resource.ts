import { a, defineData, type ClientSchema } from '@aws-amplify/backend';
import { sendMessage } from '../functions/send-message.ts';

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
    /** Starts the orchestrator for a message that the user has written; the answer comes into the chat. */
    sendMessage: a
      .mutation()
      .arguments({
        /** Of the user's message. Sent again, it gets no second answer. */
        messageId: a.id().required(),
        chatSessionId: a.id().required(),
        text: a.string().required(),
        /** The message's; the answer stands right behind it. */
        createdAt: a.datetime().required(),
        context: a.json(),
      })
      .returns(a.customType({ answerId: a.id().required() }))
      .authorization((allow) => [allow.authenticated()])
      .handler(a.handler.function(sendMessage)),
  })
  .authorization((allow) => [allow.owner().identityClaim('sub')]);

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'userPool' } });
