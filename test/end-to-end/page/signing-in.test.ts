import { startOidcIssuer, type OidcIssuer } from '../../servers/oidc-issuer.ts';
import { until } from '../until.ts';
import { closeBrowser, describeInBrowser, newVisitor } from './browser.ts';
import { ask } from './open-page.ts';
import { startPageServer, type PageServer } from './page-server.ts';

describeInBrowser('the page: signing in', () => {
  let issuer: OidcIssuer;
  let server: PageServer;
  beforeAll(async () => {
    issuer = await startOidcIssuer();
    server = await startPageServer({ OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: 'chat' });
  });
  afterAll(async () => {
    await closeBrowser();
    await server.close();
    await issuer.close();
  });

  test('a server that verifies its users is given a token, and hears of no other user', async () => {
    const { page } = await newVisitor();
    await page.goto(server.url);
    await page.getByText('This server asks for a bearer token.').waitFor();
    await page.getByLabel('Bearer token').fill(await issuer.token({ sub: 'grace' }));
    await page.getByRole('button', { name: 'Use' }).click();
    await page.getByRole('status').getByText('Live').waitFor();
    await ask(page, 'Who am I?');
    (await until(() => server.jobs.shift())).answer({ message: 'You are Grace' });
    await page.getByText('You are Grace').waitFor();
    await page.context().close();
  });
});
