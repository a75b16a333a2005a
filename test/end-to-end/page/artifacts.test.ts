import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Artifact } from '../../../src/domain/orchestrator-response.ts';
import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { startServer } from '../../../src/entrypoints/express/start-server.ts';
import { built } from '../../built.ts';
import { until } from '../until.ts';
import { closeBrowser, describeInBrowser } from './browser.ts';
import { ask, openPage } from './open-page.ts';
import type { PageServer } from './page-server.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describeInBrowser('the page: artifacts', () => {
  let server: PageServer;
  let page: Page;
  let faults: string[];
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ server, page, faults, close } = await openPage());
  });
  afterEach(() => close());
  afterAll(closeBrowser);

  async function show(message: string, artifacts: readonly Artifact[]): Promise<void> {
    await ask(page, 'Show me');
    (await until(() => server.jobs.shift())).answer({ message, artifacts });
    await page.locator('[data-role=ai][data-state=complete]').waitFor();
  }

  test('a screening is a map with its legend, scale and attribution, its metrics and reasons, and a file', async () => {
    const config = readConfig({ PORT: '0', RESULT_SINK: 'memory', LOG_LEVEL: 'silent' });
    const screening = await startServer(config, { pageFolder: built('web') });
    try {
      await page.goto(screening.url);
      await ask(page, 'Analyze terrain at 40.7128, -74.0060');
      const artifact = page.locator('.artifact');
      for (const kind of ['study-area', 'setback', 'coast', 'settlement', 'site']) {
        await artifact.locator(`path.feature.${kind}`).first().waitFor({ state: 'attached' });
      }
      const words = await artifact.innerText();
      for (const word of [
        'New York City',
        'Setback zone',
        'Natural Earth',
        'GeoNames',
        'Circle area',
        '78.54 km²',
        'km',
      ]) {
        expect(words).toContain(word);
      }
      expect(await artifact.locator('.leaflet-control-scale').innerText()).toMatch(/^\d+ k?m$/);
      expect(await artifact.locator('.rating li').count()).toBeGreaterThan(1);

      const before = await artifact.locator('path.feature.study-area').getAttribute('d');
      await artifact.getByRole('button', { name: 'Zoom in' }).click();
      await until(async () =>
        (await artifact.locator('path.feature.study-area').getAttribute('d')) === before ? undefined : true,
      );
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        artifact.getByRole('button', { name: /^Download/ }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^wind-farm-screening.*\.json$/);
      const file = JSON.parse(await readFile(await download.path(), 'utf8')) as Artifact;
      expect(file.type).toBe('wind_farm_terrain_analysis');
      expect(faults).toEqual([]);
    } finally {
      await page.context().close();
      await screening.close();
    }
  });

  test('each kind of artifact shows something useful', async () => {
    const line = { type: 'LineString', coordinates: [[0, 0], [1, 1]] }; // prettier-ignore
    await show('Look', [
      { type: 'route', data: { title: 'A route', geojson: line } },
      { type: 'image', data: { base64: PIXEL, mimeType: 'image/png', alt: 'A pixel' } },
      { type: 'picture', data: { title: 'Elsewhere', url: 'https://example.com/far.png' } },
      { type: 'table', data: [{ name: 'Ada', age: 36 }, { name: 'Bob', age: null }] }, // prettier-ignore
      { type: 'settings', data: { a: { b: { c: 'deep down' } }, n: 1, s: 'text' } },
      { type: 'odd', data: null },
    ]);
    await page
      .getByRole('region', { name: 'Map: A route' })
      .locator('path.feature.other')
      .waitFor({ state: 'attached' });
    expect(await page.getByAltText('A pixel').evaluate((image: { naturalWidth?: number }) => image.naturalWidth)).toBe(
      1,
    );
    expect(await page.getByRole('link', { name: 'Open the image at example.com' }).getAttribute('rel')).toContain(
      'noopener',
    );
    expect(await page.getByRole('cell', { name: 'Ada' }).count()).toBe(1);
    await page.getByText('1 field').first().click();
    await page.getByText('1 field').nth(1).click(); // it is there once the first is open
    await page.getByText('deep down').waitFor();
    expect(faults).toEqual([]);
  });

  test('what is hostile stays harmless', async () => {
    const script = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1">';
    const deep = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`) as unknown;
    const at = { type: 'Point', coordinates: [1, 1] };
    const settlement = { kind: 'settlement', name: script, population: 5 };
    await show(
      `${script} [link](javascript:window.harmed=1) [data](data:text/html,x) ![image](https://example.com/x.png) <a href="javascript:window.harmed=1" onclick="window.harmed=1">x</a> <svg onload="window.harmed=1">`,
      [
        { type: script, data: { title: script, geojson: { type: 'Feature', geometry: at, properties: settlement }, attribution: script, metrics: { [script]: script }, rating: { level: script, label: script, reasons: [{ text: script, effect: script }, 5] } }, actions: [{ label: script, query: 'x' }] }, // prettier-ignore
        { type: 'map', data: { geojson: { type: 'Feature', geometry: { type: 'Point', coordinates: [null, 'x'] } } } },
        { type: 'map', data: { geojson: { type: 'Polygon', coordinates: [[[1e308, -1e308], [0, 0], [1, 1], [1e308, -1e308]]] } } }, // prettier-ignore
        { type: 'image', data: { url: 'javascript:window.harmed=1' } },
        {
          type: 'image',
          data: { url: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="window.harmed=1"/>' },
        },
        { type: 'table', data: { columns: [script], rows: [[script], 'no row'] } },
        { type: 'deep', data: deep },
        { type: 'long', data: 'word '.repeat(60_000) },
      ],
    );
    await page.locator('.artifact').nth(7).waitFor({ state: 'attached' });
    await page.locator('path.feature.settlement').waitFor({ state: 'attached' });
    expect(await page.evaluate('window.harmed')).toBeUndefined();
    expect(await page.locator('#app script, #app iframe, #app [onerror], #app [onclick], #app [onload]').count()).toBe(
      0,
    );
    const links = await page.locator('#app a').all();
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(targets.filter((href) => /^\s*(javascript|data):/i.test(href ?? ''))).toEqual([]);
    expect(await page.locator('[data-role=ai] .markdown').first().innerText()).toContain('<script>');
    expect(faults.filter((fault) => fault.includes('Content Security Policy'))).toEqual([]);
    expect(await page.getByText('Live').count()).toBe(1);
  });

  test('the policy lets nothing in that is not from the server', async () => {
    const response = await page.goto(server.url);
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.harmed=1\">')");
    await page.waitForTimeout(200);
    expect(await page.evaluate('window.harmed')).toBeUndefined();
  });
});
