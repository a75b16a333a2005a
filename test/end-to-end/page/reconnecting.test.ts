import type { ServerResponse } from 'node:http';
import { startLocalServer, type LocalServer } from '../../servers/local-server.ts';
import { cleanUp, newDataDir, startServerProcess } from '../server-process.ts';
import { until } from '../until.ts';
import { closeBrowser, describeInBrowser, newVisitor } from './browser.ts';
import { ask } from './open-page.ts';

describeInBrowser('the page: reconnecting', () => {
  let orchestrator: LocalServer;
  const waiting: ServerResponse[] = [];

  beforeEach(async () => {
    orchestrator = await startLocalServer((response) => waiting.push(response));
  });
  afterEach(async () => {
    await cleanUp();
    await orchestrator.close();
  });
  afterAll(closeBrowser);

  test('a server that is killed in mid-job and started again: the page says so, catches up, and repeats nothing', async () => {
    const environment = { DATA_DIR: await newDataDir(), ORCHESTRATOR_URL: orchestrator.url.href, LOG_LEVEL: 'silent' };
    const first = startServerProcess(environment);
    const url = await first.ready();
    const { page } = await newVisitor();
    await page.goto(url);
    await ask(page, 'Take your time');
    await until(() => waiting.pop());
    first.signal('SIGKILL');
    await page.getByRole('status').getByText('Reconnecting …').waitFor();
    expect(await page.getByText('Working on it …').count()).toBe(1);

    await startServerProcess({ ...environment, PORT: new URL(url).port }).ready();
    (await until(() => waiting.pop())).end(JSON.stringify({ success: true, message: 'Here it is' }));
    await page.getByText('Here it is').waitFor();
    await page.getByRole('status').getByText('Live').waitFor();
    expect(await page.locator('[data-message]').count()).toBe(2);
    await page.reload();
    await page.getByText('Here it is').waitFor();
    expect(await page.locator('[data-message]').count()).toBe(2);
    await page.context().close();
  }, 60_000);
});
