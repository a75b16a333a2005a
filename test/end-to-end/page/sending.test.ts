import type { Page } from 'playwright-core';
import { until } from '../until.ts';
import { closeBrowser, describeInBrowser } from './browser.ts';
import { ask, openPage } from './open-page.ts';
import type { PageServer } from './page-server.ts';

let server: PageServer;
let page: Page;
let faults: string[];
let close: () => Promise<void>;

describeInBrowser('the page: sending', () => {
  beforeEach(async () => {
    ({ server, page, faults, close } = await openPage());
  });
  afterEach(async () => {
    await close();
    expect(faults).toEqual([]);
  });
  afterAll(closeBrowser);

  const rows = () => page.locator('[data-message]').allInnerTexts();
  const job = () => until(() => server.jobs.shift());

  test('a question appears, its steps come one by one, and the answer takes their place', async () => {
    await ask(page, 'What is **bold**?');
    await page.getByText('Working on it …').waitFor();
    expect(await page.locator('[data-role=human]').innerText()).toContain('What is **bold**?');
    const { report, answer } = await job();
    const pending = page.locator('[data-role=ai]');
    const element = await pending.elementHandle();
    report('Look around', 12);
    await pending.getByText('Look around').waitFor();
    expect(await pending.innerText()).toContain('12 ms');
    expect(await pending.innerText()).not.toContain('Think it over');
    report('Think it over', 3_400);
    await pending.getByText('Think it over').waitFor();
    expect(await pending.innerText()).toContain('3.4 s');
    expect(await pending.locator('.action').allInnerTexts()).toEqual([
      expect.stringContaining('Look around'),
      expect.stringContaining('Think it over'),
    ]);
    answer({ message: 'This is **bold**.' });
    await page.locator('[data-role=ai][data-state=complete]').waitFor();
    expect(await page.locator('[data-role=ai] strong').innerText()).toBe('bold');
    expect(await element.evaluate((row: { isConnected: boolean }) => row.isConnected)).toBe(true);
    expect(await rows()).toHaveLength(2);
  });

  test('nothing appears twice after a reload, and the chat and its address stay', async () => {
    await ask(page, 'first');
    (await job()).answer({ message: 'the first answer' });
    await page.getByText('the first answer').waitFor();
    await ask(page, 'second');
    const { answer } = await job();
    const address = page.url();
    await page.reload();
    await page.getByText('Working on it …').waitFor();
    expect(page.url()).toBe(address);
    answer({ message: 'the second answer' });
    await page.getByText('the second answer').waitFor();
    const texts = await rows();
    expect(texts).toHaveLength(4);
    expect(texts.map((text) => /first answer|second answer|first|second/.exec(text)?.[0])).toEqual([
      'first',
      'first answer',
      'second',
      'second answer',
    ]);
    await page.locator('.session', { hasText: 'first' }).waitFor();
  });

  test('two tabs show the same', async () => {
    await ask(page, 'Hello');
    const { report, answer } = await job();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText('Working on it …').waitFor();
    report('Look around');
    for (const tab of [page, other]) await tab.getByText('Look around').waitFor();
    answer({ message: 'Here it is' });
    for (const tab of [page, other]) {
      await tab.getByText('Here it is').waitFor();
      expect(await tab.locator('[data-message]').count()).toBe(2);
    }
  });

  test('what is empty cannot be sent; Shift+Enter breaks the line', async () => {
    const send = page.getByRole('button', { name: 'Send' });
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('Your message').fill('   ');
    await page.keyboard.press('Enter');
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('Your message').fill('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    expect((await job()).query).toBe('one\ntwo');
    expect(server.jobs).toEqual([]);
  });

  test('a new chat is empty, and the way back leads to the old one', async () => {
    await ask(page, 'Hello');
    (await job()).answer({ message: 'Here it is' });
    await page.getByText('Here it is').waitFor();
    await page.getByRole('button', { name: 'New chat' }).click();
    await page.getByText('What would you like to know?').waitFor();
    expect(await page.getByText('Here it is').count()).toBe(0);
    await page.goBack();
    await page.getByText('Here it is').waitFor();
    await page.getByRole('button', { name: 'New chat' }).click();
    await page.locator('.session', { hasText: 'Hello' }).click();
    await page.getByText('Here it is').waitFor();
  });

  test('a job that failed looks failed, says what to do, and is sent again', async () => {
    await ask(page, 'Try this');
    (await job()).fail();
    const failed = page.locator('[data-role=ai][data-state=failed]');
    await failed.waitFor();
    expect(await failed.innerText()).toContain('Send the request again.');
    await failed.getByRole('button', { name: 'Send again' }).click();
    const again = await job();
    expect(again.query).toBe('Try this');
    again.answer({ message: 'Now it worked' });
    await page.getByText('Now it worked').waitFor();
    expect(await rows()).toHaveLength(4);
  });

  test('an answer that is past its deadline says so', async () => {
    await page.clock.install();
    await page.reload();
    await ask(page, 'Take your time');
    const { report, answer } = await job();
    report('Look around');
    await page.getByText('Look around').waitFor();
    expect(await page.getByText('This takes longer than it should').count()).toBe(0);
    await page.clock.fastForward('16:00');
    await page.getByText('This takes longer than it should').waitFor();
    await page.getByText(/An answer was due at/).waitFor();
    answer({ message: 'Here it is, late' });
    await page.getByText('Here it is, late').waitFor();
  });

  test('an action of an artifact sends its query', async () => {
    await ask(page, 'Hello');
    const artifacts = [{ type: 'note', data: 'Well', actions: [{ label: 'Wider', query: 'Look wider' }, 'nonsense'] }];
    (await job()).answer({ artifacts });
    await page.getByRole('button', { name: 'Wider' }).click();
    expect((await job()).query).toBe('Look wider');
  });

  test('a question that the server does not take is kept, and can be sent when it does', async () => {
    await page.getByText('Live').waitFor();
    let refusing = true;
    await page.route('**/messages', (route) =>
      refusing && route.request().method() === 'POST'
        ? route.fulfill({ status: 400, json: { error: { code: 'x', message: 'Not today.' } } })
        : route.continue(),
    );
    await ask(page, 'Hello');
    await page.getByText('Not sent. Not today.').waitFor();
    refusing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    (await job()).answer({ message: 'Here it is' });
    await page.getByText('Here it is').waitFor();
    expect(await rows()).toHaveLength(2);
    faults = faults.filter((fault) => !fault.includes('400')); // the browser's own word on the refusal
  });

  test('a 202 that is lost on its way does not make a second job', async () => {
    await page.getByText('Live').waitFor();
    let lost = 0;
    await page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost++;
      await route.fetch();
      return route.abort();
    });
    await ask(page, 'Hello');
    const { answer } = await job();
    await page.waitForTimeout(1_500);
    expect([lost, server.jobs.length]).toEqual([1, 0]);
    answer({ message: 'Here it is' });
    await page.getByText('Here it is').waitFor();
    expect(await rows()).toHaveLength(2);
    faults = faults.filter((fault) => !fault.includes('ERR_FAILED'));
  });
});
