import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { asJson } from '../../application/as-json.ts';
import { jsonChunks } from '../../application/json-chunks.ts';

/** Sends a value as JSON, piece by piece: a chat may be many megabytes, and others wait for their turn. */
export async function sendJson(response: Response, value: unknown): Promise<void> {
  response.type('json');
  try {
    await pipeline(Readable.from(jsonChunks(await asJson(value))), response);
  } catch (error) {
    if (!response.destroyed) throw error; // a reader who has left is no error
  }
}
