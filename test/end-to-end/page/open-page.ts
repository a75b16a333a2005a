import type { Page } from 'playwright-core';
import { newVisitor } from './browser.ts';
import { startPageServer, type PageServer } from './page-server.ts';

/** A visitor who looks at the page of a server of its own. */
export interface OpenPage {
  readonly server: PageServer;
  readonly page: Page;
  /** What went wrong in the page. */
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

export async function openPage(): Promise<OpenPage> {
  const server = await startPageServer();
  const { page, faults } = await newVisitor();
  await page.goto(server.url);
  const close = async () => {
    await page.context().close();
    await server.close();
  };
  return { server, page, faults, close };
}

/** Types a question and sends it. */
export async function ask(page: Page, query: string): Promise<void> {
  await page.getByLabel('Your message').fill(query);
  await page.keyboard.press('Enter');
}
