import 'reflect-metadata';
import { OidcTokenVerifier } from '../../../src/adapters/oidc/oidc-token-verifier.ts';
import { startLocalServer } from '../../servers/local-server.ts';
import { startOidcIssuer } from '../../servers/oidc-issuer.ts';

const verifier = (issuer: string) => new OidcTokenVerifier({ issuer: new URL(issuer), audience: 'chat' });

test.each(['http://issuer.example/pool', 'http://127.0.0.1.example', 'http://10.0.0.1'])(
  'the issuer %s, whose keys anybody on the way could replace, is no configuration',
  (issuer) => {
    expect(() => verifier(issuer)).toThrow('it must be an https URL');
  },
);

test.each(['https://issuer.example/pool', 'http://localhost:8080', 'http://127.0.0.1/pool', 'http://[::1]:1'])(
  'the issuer %s is one',
  (issuer) => {
    expect(() => verifier(issuer)).not.toThrow();
  },
);

const unavailable = { code: 'unavailable', cause: expect.any(Error) as Error };

test('keys that anybody on the way could replace are not fetched', async () => {
  const issuer = await startLocalServer((response) => {
    response.end(JSON.stringify({ issuer: issuer.url.origin, jwks_uri: 'http://issuer.example/keys' }));
  });
  const failure: unknown = await verifier(issuer.url.href)
    .verify('a.b.c')
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ ...unavailable, cause: { message: expect.stringContaining('https') as string } });
  await issuer.close();
});

test('an issuer that is away is unavailable, before and after it was found', async () => {
  const issuer = await startOidcIssuer();
  const [token, found] = [await issuer.token(), verifier(issuer.issuer)];
  issuer.setUp(false);
  await expect(found.verify(token)).rejects.toMatchObject(unavailable);
  await issuer.close();
  await expect(found.verify(token)).rejects.toMatchObject(unavailable);
  await expect(verifier(issuer.issuer).verify(token)).rejects.toMatchObject(unavailable);
});
