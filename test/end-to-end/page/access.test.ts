import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { startServer, type RunningServer } from '../../../src/entrypoints/express/start-server.ts';
import { built } from '../../built.ts';
import { closeBrowser, describeInBrowser, newVisitor } from './browser.ts';
import { ask } from './open-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUERY = 'Analyze terrain at 40.7128, -74.0060';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describeInBrowser('the page: access', () => {
  let server: RunningServer;
  beforeAll(async () => {
    const config = readConfig({ PORT: '0', RESULT_SINK: 'memory', LOG_LEVEL: 'silent' });
    server = await startServer(config, { pageFolder: built('web') });
  });
  afterAll(async () => {
    await closeBrowser();
    await server.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const { page } = await newVisitor(options);
    await page.goto(server.url);
    await page.getByText('Live').waitFor();
    return page;
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations: found } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary, html }) => html + failureSummary).join()}`,
    );
  }

  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['a phone', { viewport: { width: 320, height: 640 }, hasTouch: true }],
  ] as const)(
    'axe finds nothing, before and after an analysis: %s',
    async (_, options) => {
      const page = await open(options);
      expect(await violations(page)).toEqual([]);
      await ask(page, QUERY);
      await page.locator('path.feature.site').waitFor({ state: 'attached' });
      await page.getByText('How it was found').click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.context().close();
    },
    60_000,
  );

  test('the keyboard is enough: ask, go through the answer, ask on, change the chat', async () => {
    const page = await open({ reducedMotion: 'reduce' });
    const focused = () => page.evaluate<string>('document.activeElement.innerText || document.activeElement.id');
    const tabTo = async (what: RegExp) => {
      for (let n = 0; n < 150 && !what.test(await focused()); n++) await page.keyboard.press('Tab');
      expect(await focused()).toMatch(what);
    };
    await tabTo(/^query$/);
    await page.keyboard.type(QUERY);
    await page.keyboard.press('Enter');
    await page.locator('path.feature.site').waitFor({ state: 'attached' });
    await page.evaluate('document.activeElement.blur()');
    await tabTo(/^Download$/);
    await tabTo(/^Widen to/);
    await page.keyboard.press('Enter');
    await page.locator('.artifact').nth(1).waitFor({ state: 'attached' });
    await page.evaluate('document.activeElement.blur()');
    await tabTo(/^New chat$/);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('query');
    await page.context().close();
  }, 60_000);

  test('on a phone the chats are behind a button, and Escape closes them', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    expect(await page.getByRole('button', { name: 'New chat' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Chats', exact: true }).click();
    await page.getByRole('button', { name: 'New chat' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New chat' }).waitFor({ state: 'hidden' });
    await page.context().close();
  });

  test('what happens is told to screen readers', async () => {
    const page = await open();
    expect(await page.getByRole('log', { name: 'Messages' }).count()).toBe(1);
    expect(await page.getByRole('status').innerText()).toBe('Live');
    await page.context().close();
  });
});
