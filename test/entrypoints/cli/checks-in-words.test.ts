import type { CheckResult } from '../../../src/application/validation/check-result.ts';
import { checksInWords } from '../../../src/entrypoints/cli/checks-in-words.ts';

const checks: readonly CheckResult[] = [
  { subject: 'function a', name: 'state', status: 'ok', found: 'Active', expected: 'Active' },
  { subject: 'table b', name: 'key', status: 'wrong', found: 'x', expected: 'y', fix: 'Do this.' },
  { subject: 'function a', name: 'last update', status: 'warning', found: '1', expected: '2', fix: 'Do that.' },
  { subject: 'table b', name: 'index', status: 'unknown', found: 'no', expected: 'yes', fix: 'Allow it.' },
];

test('one subject after another, its names in a column, the fixes below', () => {
  expect(checksInWords(checks, false).split('\n')).toEqual([
    'function a',
    '  ✓ state        Active',
    '  ! last update  1 (expected: 2)',
    '                 fix: Do that.',
    '',
    'table b',
    '  ✗ key    x (expected: y)',
    '           fix: Do this.',
    '  ! index  no (expected: yes)',
    '           fix: Allow it.',
    '',
    '1 right, 1 wrong, 1 warning, 1 not checked',
    '',
  ]);
});

test('on a terminal the signs have colours', () => {
  const words = checksInWords(checks, true);
  expect(words).toContain('\u001B[32m✓\u001B[39m state');
  expect(words).toContain('\u001B[31m✗\u001B[39m key');
  expect(words).toContain('\u001B[33m!\u001B[39m index');
});
