import { signal } from '@preact/signals';
import { newId } from './new-id.ts';
import { readStored, store } from './stored.ts';

const USER = 'chat-courier.user';
const TOKEN = 'chat-courier.token';
const local = () => localStorage;
const session = () => sessionStorage;

/** Whom the page speaks for where the server takes the user's word. */
export const userId = signal(readStored(local, USER) ?? newUser());

/** A bearer token, for a server that verifies users; empty if there is none. */
export const token = signal(readStored(session, TOKEN) ?? '');

/** Whether the server asked for a token, or refused the one it got. */
export const tokenWanted = signal(false);

export function setUser(id: string): void {
  store(local, USER, id);
  userId.value = id;
}

export function setToken(value: string): void {
  store(session, TOKEN, value);
  token.value = value;
  tokenWanted.value = false;
}

export function identityHeaders(): Record<string, string> {
  return token.value === '' ? { 'x-user-id': userId.value } : { authorization: `Bearer ${token.value}` };
}

function newUser(): string {
  const id = `user-${newId().slice(0, 10)}`;
  store(local, USER, id);
  return id;
}
