import { Command, InvalidArgumentError } from 'commander';
import { unchecked, type CheckResult } from '../../application/validation/check-result.ts';
import { exitCodeOf } from '../../application/validation/verdict.ts';
import { VALIDATE_DEPLOYMENT } from '../composition/validation-tokens.ts';
import { checksInWords } from './checks-in-words.ts';

const UNCHECKED = 2;

interface Options {
  readonly function: string;
  readonly redelivery?: string;
  readonly region?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `chat-courier validate`: exit code 0, 1 if something is wrong, 2 if something could not be checked. */
export function validateCommand(): Command {
  return new Command('validate')
    .description('Checks what is deployed in an AWS account: functions, permissions, variables, tables and buckets.')
    .option(
      '--function <name>',
      'the function of the orchestrator: its name or ARN',
      lambdaName,
      'renewableOrchestrator',
    )
    .option('--redelivery <name>', 'the function that redelivers: its name or ARN', lambdaName)
    .option('--region <region>', "the region; by default that of the function's ARN, or AWS_REGION", regionName)
    .option('--write', 'also deliver a message of its own, read it back and delete it')
    .option('--json', 'print the checks as JSON')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNCHECKED))
    .action(async ({ json = false, ...options }: Options) => {
      print(await validate(options).catch((error: unknown) => [brokenOff(error)]), json);
    });
}

/** Loads IAM's client and the others: no other command needs them. */
async function validate({ function: functionName, region, redelivery, write = false }: Options) {
  const { createValidationContainer } = await import('../composition/validation-container.ts');
  const container = await createValidationContainer(region ?? regionOf(functionName));
  try {
    return await container.get(VALIDATE_DEPLOYMENT)({ functionName, redelivery, write });
  } finally {
    await container.unbindAllAsync();
  }
}

/** What breaks off has found nothing wrong with the deployment. */
function brokenOff(error: unknown): CheckResult {
  const expectation = { subject: 'account', name: 'validation', expected: 'it comes to its end' };
  const why = error instanceof Error ? error.message : String(error);
  return unchecked(expectation, { why, fix: 'Mend that, and validate again.' });
}

function print(checks: readonly CheckResult[], json: boolean): void {
  const exitCode = exitCodeOf(checks);
  process.exitCode = exitCode;
  const [first] = checks;
  if (json) process.stdout.write(`${JSON.stringify({ ok: exitCode === 0, exitCode, checks }, null, 2)}\n`);
  else if (checks.length === 1 && first) process.stderr.write(`${first.found}\n${first.fix ?? ''}\n`);
  else process.stdout.write(checksInWords(checks));
}

function regionOf(function_: string): string | undefined {
  return function_.startsWith('arn:') ? function_.split(':')[3] : undefined;
}

function lambdaName(text: string): string {
  if (/^[\w:$-]{1,170}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name or the ARN of a Lambda function.');
}

function regionName(text: string): string {
  if (/^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be an AWS region, such as eu-central-1.');
}
