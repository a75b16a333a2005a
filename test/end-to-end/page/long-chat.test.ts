import { until } from '../until.ts';
import { closeBrowser, describeInBrowser, newVisitor } from './browser.ts';
import { startPageServer, type PageServer } from './page-server.ts';

const QUESTIONS = 60;

describeInBrowser('the page: a long chat', () => {
  let server: PageServer;
  beforeEach(async () => {
    server = await startPageServer();
  });
  afterEach(() => server.close());
  afterAll(closeBrowser);

  test('it opens at its end, and shows each message once to who scrolls to its beginning', async () => {
    for (let n = 0; n < QUESTIONS; n++) {
      await fetch(`${server.url}/api/sessions/long/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-user-id': 'ada' },
        body: JSON.stringify({ query: `question ${n}.` }),
      });
      (await until(() => server.jobs.shift())).answer({ message: `answer ${n}.\n\n${'word '.repeat(400)}` });
    }
    const { page, faults } = await newVisitor();
    await page.addInitScript("localStorage.setItem('chat-courier.user', 'ada')");
    await page.goto(`${server.url}/?session=long`);
    const first = page.locator('.said').getByText('question 0.', { exact: true });
    await page.getByText(`question ${QUESTIONS - 1}.`).waitFor();
    expect(await first.count()).toBe(0);
    const seen = new Set<string>();
    const look = async () => {
      for (const text of await page.locator('.said').allInnerTexts()) seen.add(text);
      return first.count();
    };
    await page.mouse.move(700, 400);
    while ((await look()) === 0) {
      await page.mouse.wheel(0, -700);
      await page.waitForTimeout(50); // as a reader would, who wants to see something
    }
    const all = Array.from({ length: QUESTIONS }, (_, n) => `question ${n}.`);
    expect(all.filter((text) => !seen.has(text))).toEqual([]);
    expect(await page.locator('[data-message]').count()).toBeLessThan(QUESTIONS);
    await page.locator('.session').first().waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);
});
