/**
 * As the Lambda runtime does it: imports the handler once, then calls it with one event after the other.
 * `node lambda-runtime.mjs <file> <event>...`; the responses go to the parent process.
 */
import { pathToFileURL } from 'node:url';

const [file, ...events] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(file));
const context = { awsRequestId: '8f5b1c1e-0d5c-4c2b-9d2a-2f1f3c1e5a77', getRemainingTimeInMillis: () => 60_000 };
for (const event of events) process.send(await handler(JSON.parse(event), context));
process.disconnect();
