import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** `describe` with a browser; a named skip where there is none, a failure with `CI=true`. */
export function describeInBrowser(name: string, suite: () => void): void {
  const missing = !existsSync(CHROMIUM);
  if (missing && process.env['CI'] !== 'true') describe.skip(`${name} (skipped: no Chromium at ${CHROMIUM})`, suite);
  else describe(name, suite);
}

let browser: Promise<Browser> | undefined;

/** A page of a new visitor. What goes wrong in it is kept in `faults`. */
export async function newVisitor(options: BrowserContextOptions = {}): Promise<{ page: Page; faults: string[] }> {
  browser ??= chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  const context = await (await browser).newContext({ viewport: { width: 1_280, height: 860 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { page, faults };
}

/** For `afterAll`. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}
