import { styleText } from 'node:util';
import type { CheckResult, CheckStatus } from '../../application/validation/check-result.ts';

type Colour = 'green' | 'red' | 'yellow';

const SIGNS: Readonly<Record<CheckStatus, readonly [sign: string, colour: Colour]>> = {
  ok: ['✓', 'green'],
  wrong: ['✗', 'red'],
  warning: ['!', 'yellow'],
  unknown: ['!', 'yellow'],
};

/** The checks as lines, one subject after another; how to mend what is not as expected below it. */
export function checksInWords(checks: readonly CheckResult[], colours = hasColours()): string {
  const lines = [...new Set(checks.map(({ subject }) => subject))].flatMap((subject) => {
    const own = checks.filter((check) => check.subject === subject);
    const width = Math.max(...own.map(({ name }) => name.length));
    return [subject, ...own.flatMap((check) => linesOf(check, width, colours)), ''];
  });
  return [...lines, summary(checks), ''].join('\n');
}

function hasColours(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}

function linesOf({ name, status, found, expected, fix }: CheckResult, width: number, colours: boolean): string[] {
  const [sign, colour] = SIGNS[status];
  const begin = `  ${colours ? styleText(colour, sign, { validateStream: false }) : sign} ${name.padEnd(width)}  `;
  const indent = ' '.repeat(width + 6);
  const rest = fix === undefined ? [] : [`${indent}fix: ${fix}`];
  return [found === expected ? `${begin}${found}` : `${begin}${found} (expected: ${expected})`, ...rest];
}

function summary(checks: readonly CheckResult[]): string {
  const count = (status: CheckStatus) => checks.filter((check) => check.status === status).length;
  const warnings = count('warning');
  return [
    `${count('ok')} right`,
    `${count('wrong')} wrong`,
    `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${count('unknown')} not checked`,
  ].join(', ');
}
