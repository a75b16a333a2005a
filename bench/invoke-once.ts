export interface OneInvocation {
  /** Milliseconds of processor time since the process began. */
  readonly cpuMs: number;
  readonly peakMemoryMb: number;
  /** What the handler returned. */
  readonly answer: unknown;
}

const REPORT_FD = 3;

// As Lambda's runtime would: imports the handler, calls it once. Without a handler it is an empty Node process.
const [file, event = 'null', awsRequestId] = process.argv.slice(2);
const { handler } = file === undefined ? { handler: () => undefined } : ((await import(file)) as HandlerModule);
const answer = await handler(JSON.parse(event), { awsRequestId, getRemainingTimeInMillis: () => 900_000 });
const { user, system } = process.cpuUsage();
const report: OneInvocation = {
  cpuMs: (user + system) / 1_000,
  peakMemoryMb: process.resourceUsage().maxRSS / 1_024,
  answer: answer ?? null,
};
// Imported, it would bring the streams with it, which are for the handler to load.
process.getBuiltinModule('node:fs').writeSync(REPORT_FD, JSON.stringify(report));
process.exit();

interface HandlerModule {
  handler: (event: unknown, context: object) => unknown;
}
