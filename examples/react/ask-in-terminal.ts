/** `npm run ask -- '<question>'`, after a deployment: signs in as CHAT_EMAIL with CHAT_PASSWORD, asks, prints the answer. */
import { readFile } from 'node:fs/promises';
import { Amplify } from 'aws-amplify';
import { signIn, signOut } from 'aws-amplify/auth';
import { ask } from './ask.ts';

const { CHAT_EMAIL: username, CHAT_PASSWORD: password } = process.env;
const text = process.argv[2];
if (!username || !password || !text) throw new Error("CHAT_EMAIL=… CHAT_PASSWORD=… npm run ask -- '<question>'");

const outputs = await readFile(new URL('../../amplify_outputs.json', import.meta.url), 'utf8');
Amplify.configure(JSON.parse(outputs) as Parameters<typeof Amplify.configure>[0]);
const { isSignedIn, nextStep } = await signIn({ username, password });
if (!isSignedIn) throw new Error(`the sign-in wants another step: ${nextStep.signInStep}`);
const answer = await ask(text, console.log, AbortSignal.timeout(20 * 60_000));
console.log(`${answer.state}\n\n${answer.text}`);
await signOut();
