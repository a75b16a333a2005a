import { createServer } from 'node:http';
import express from 'express';
import { sendJson } from '../../../src/entrypoints/express/send-json.ts';
import { listening } from '../../servers/listening.ts';

test.each([
  ['small', 'x'],
  ['large', 'x'.repeat(100_000)],
])('a %s value is sent as JSON.stringify writes it, without what is undefined', async (_size, text) => {
  const value = {
    text,
    next: undefined,
    nested: { text, absent: undefined },
    list: [text, undefined],
    at: new Date(0),
  };
  const app = express().get('/', (_request, response) => sendJson(response, value));
  const { origin, close } = await listening(createServer(app));
  try {
    const answer = await fetch(origin);
    expect(answer.headers.get('content-type')).toMatch('application/json');
    expect((await answer.text()) === JSON.stringify(value)).toBe(true);
  } finally {
    await close();
  }
});
