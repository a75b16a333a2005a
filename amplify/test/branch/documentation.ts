import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { synthesised } from '../synthesised.ts';

const { permissions } = await synthesised('branch');

const text = await readFile(path.resolve(import.meta.dirname, '../../backend.ts'), 'utf8');

for (const name of ['orchestrator', 'onFailure', 'redelivery', 'sendMessage'] as const) {
  test(`backend.ts tells what ${name} may do`, () => {
    const [, told = ''] = new RegExp(`\\* - ${name}: ([^.]+)\\.\\n`).exec(text) ?? [];
    const parts = told.replace(/\s+\*?\s*/g, ' ').split('; ');
    const all = parts.flatMap((part) => {
      const [actions = '', resource = ''] = part.split(' on ');
      return [...actions.matchAll(/`(.+?)`/g)].map(([, action = '']) => `${action} ${resource}`);
    });
    assert.deepEqual(
      all.sort(),
      permissions(name).filter((permission) => !permission.startsWith('logs:')),
    );
  });
}
