import dynalite from 'dynalite';
import { startDynamoDbLocal } from './dynamodb-local.mjs';

/** Starts both DynamoDB engines once for all tests; `engines.ts` tells the tests where they are. */
export default async function globalSetup() {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'; // its text would drown the tests' own
  const dynaliteServer = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise((resolve) => dynaliteServer.listen(0, '127.0.0.1', resolve));
  process.env.TEST_DYNALITE_ENDPOINT = `http://127.0.0.1:${dynaliteServer.address().port}`;

  const dynamoDbLocal = await startDynamoDbLocal().catch((error) => {
    if (process.env.CI === 'true') throw error;
    process.env.TEST_DYNAMODB_LOCAL_MISSING = String(error.message).split('\n')[0];
  });
  if (dynamoDbLocal) process.env.TEST_DYNAMODB_LOCAL_ENDPOINT = dynamoDbLocal.endpoint;

  globalThis.stopEngines = async () => {
    dynamoDbLocal?.stop();
    dynaliteServer.closeAllConnections();
    await new Promise((resolve) => dynaliteServer.close(resolve));
  };
}
