// What the chat page costs: `node bench/page.mjs [--messages 2000]`. Needs Chromium (CHROMIUM_PATH, /usr/bin/chromium).
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const AIMS = { kilobytes: 250, firstAnswerMs: 1_000, longTaskMs: 50 };

const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const ANSWER = {
  success: true,
  message: `**An answer** of some length.\n\n${'- a line with `code` and [a link](https://example.com)\n'.repeat(8)}\n${'Words and more words. '.repeat(30)}`,
  artifacts: [{ type: 'table', data: { rows: Array.from({ length: 12 }, (_, n) => ({ n, square: n * n })) } }],
};

async function listen(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

async function startCourier(orchestrator) {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    RESULT_SINK: 'memory',
    LOG_LEVEL: 'silent',
    ORCHESTRATOR_URL: orchestrator,
  };
  const child = spawn(process.execPath, ['dist/server/index.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    text += chunk;
    const url = /ready at (\S+)/.exec(text)?.[1];
    if (url) return { child, url };
  }
  throw new Error('the server did not start');
}

/** Fills a chat, a few questions at a time, and waits until all are answered. */
async function fill(url, session, questions) {
  const path = `${url}/api/sessions/${session}/messages`;
  const headers = { 'content-type': 'application/json', 'x-user-id': 'bench' };
  const started = Date.now() - questions * 60_000;
  for (let from = 0; from < questions; from += 20) {
    const batch = Array.from({ length: Math.min(20, questions - from) }, (_, n) => from + n);
    await Promise.all(
      batch.map(async (n) => {
        const submittedAt = new Date(started + n * 60_000).toISOString();
        const body = JSON.stringify({ query: `Question ${n}`, requestId: `bench-${n}`, submittedAt });
        const { status } = await fetch(path, { method: 'POST', headers, body });
        if (status !== 202) throw new Error(`a question was answered with ${status}`);
      }),
    );
    asked += batch.length;
    while (answered < asked) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

let asked = 0;
let answered = 0;

/** Opens a chat as a new visitor and notes every long task. */
async function visit(browser, url, session) {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 860 } });
  await context.addInitScript(`
    localStorage.setItem('chat-courier.user', 'bench');
    window.longTasks = [];
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-role=ai] .markdown')) return;
      window.readableAt = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) window.longTasks.push({ duration, startTime });
    }).observe({ type: 'longtask', buffered: true });
  `);
  const page = await context.newPage();
  await page.goto(`${url}/?session=${session}`);
  await page.locator('[data-role=ai] .markdown').last().waitFor();
  return page;
}

async function firstAnswer(browser, url) {
  const times = [];
  for (let n = 0; n < 5; n++) {
    const page = await visit(browser, url, 'short');
    times.push(await page.evaluate('window.readableAt'));
    await page.context().close();
  }
  return times.toSorted((a, b) => a - b)[2];
}

/** Scrolls from the end of a long chat to its beginning, as fast as a wheel does. */
async function scroll(browser, url, messages) {
  const page = await visit(browser, url, 'long');
  await page.waitForTimeout(1_000);
  const loading = await page.evaluate('window.longTasks.splice(0)');
  await page.mouse.move(700, 400);
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] });
  const position = () => page.evaluate("document.querySelector('.messages').scrollTop");
  for (let still = 0; still < 40;) {
    await page.mouse.wheel(0, -900);
    await page.waitForTimeout(16);
    still = (await position()) <= 1 ? still + 1 : 0;
  }
  const count = 4 * (await page.locator('.chunk').count()); // what is far from the view keeps its place alone
  for (let n = 0; n < 50; n++) {
    await page.mouse.wheel(0, 1_200);
    await page.waitForTimeout(16);
  }
  const scrolling = await page.evaluate('window.longTasks.splice(0)');
  const cpu = cpuOfTasks(JSON.parse((await browser.stopTracing()).toString()));
  if (count < messages) throw new Error(`only ${count} of ${messages} messages were shown`);
  await page.context().close();
  const longest = (tasks) => Math.max(0, ...tasks.map(({ duration }) => Math.round(duration)));
  return { count, loading: longest(loading), wall: longest(scrolling), cpu };
}

/** Milliseconds of the processor that each task of the pages took: what other programs take does not count. */
function cpuOfTasks({ traceEvents }) {
  const pages = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const threads = new Set(pages.map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents
    .filter(({ name, pid, tid }) => /RunTask/.test(name) && threads.has(`${pid} ${tid}`))
    .map(({ tdur }) => (tdur ?? NaN) / 1_000);
}

function verdict(isWell) {
  return isWell ? 'ok' : 'over';
}

async function main() {
  const { values } = parseArgs({ options: { messages: { type: 'string', default: '2000' } } });
  const messages = Number(values.messages);
  execFileSync(process.execPath, ['scripts/build.mjs', 'web', 'server'], { stdio: 'inherit' });
  const files = readdirSync('dist/web/assets').filter((name) => /\.(js|css)$/.test(name));
  const bytes = files
    .map((name) => gzipSync(readFileSync(`dist/web/assets/${name}`)).length)
    .reduce((a, b) => a + b, 0);
  const kilobytes = bytes / 1_024;
  console.log(
    `page code, gzipped, with what maps need   ${kilobytes.toFixed(0)} KB (aim ${AIMS.kilobytes}) ${verdict(kilobytes <= AIMS.kilobytes)}`,
  );
  if (!existsSync(CHROMIUM)) {
    console.log(`the rest is not measured: no Chromium at ${CHROMIUM}`);
    return;
  }
  const orchestrator = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify(ANSWER), () => answered++));
  });
  const { child, url } = await startCourier(await listen(orchestrator));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  try {
    await fill(url, 'short', 1);
    await fill(url, 'long', messages / 2);
    const first = await firstAnswer(browser, url);
    console.log(
      `first answer readable after the load      ${Math.round(first)} ms (aim ${AIMS.firstAnswerMs}) ${verdict(first <= AIMS.firstAnswerMs)}`,
    );
    const { count, loading, wall, cpu } = await scroll(browser, url, messages);
    const longest = Math.max(...cpu);
    const long = cpu.filter((ms) => ms > AIMS.longTaskMs).length;
    console.log(`${count} messages: longest task, scrolling    ${Math.round(longest)} ms of CPU, ${long} of ${cpu.length} over (aim ${AIMS.longTaskMs}) ${verdict(longest <= AIMS.longTaskMs)}; by the clock ${wall} ms
${count} messages: longest task, loading      ${loading} ms by the clock`);
  } finally {
    await browser.close();
    child.kill();
    orchestrator.close();
  }
}

await main();
