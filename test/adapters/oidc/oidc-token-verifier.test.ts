import 'reflect-metadata';
import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { OidcTokenVerifier } from '../../../src/adapters/oidc/oidc-token-verifier.ts';
import { startOidcIssuer, type Claims, type OidcIssuer } from '../../servers/oidc-issuer.ts';

let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await startOidcIssuer();
});
afterAll(() => issuer.close());

const verifier = ({ issuer: url } = issuer) => new OidcTokenVerifier({ issuer: new URL(url), audience: 'chat' });
const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;

describe('a token is valid and names the user', () => {
  test.each<[string, Claims]>([
    ['with the audience', {}],
    ['with several audiences', { aud: ['other', 'chat'] }],
    ['as a Cognito access token, whose audience is the client_id', { aud: undefined, client_id: 'chat' }],
  ])('%s', async (_, claims) => {
    expect(await verifier().verify(await issuer.token(claims))).toBe('ada');
  });

  test.each(['', '/', '/pool/'])('however the issuer spells its end: %j', async (path) => {
    const other = await startOidcIssuer(path);
    try {
      expect(await verifier(other).verify(await other.token())).toBe('ada');
    } finally {
      await other.close();
    }
  });
});

describe('a token is refused', () => {
  const claims = () => ({ iss: issuer.issuer, aud: 'chat', sub: 'ada', exp: hourAgo + 7_200 });

  test.each<[string, () => string | Promise<string>]>([
    ['that has expired', () => issuer.token({ exp: hourAgo })],
    ['that is not valid yet', () => issuer.token({ nbf: hourAgo + 7_200 })],
    ['that never expires', () => issuer.token({ exp: undefined })],
    ['of another issuer', () => issuer.token({ iss: 'https://issuer.example' })],
    ['for another audience', () => issuer.token({ aud: 'other' })],
    ['for another audience, by a client of this name', () => issuer.token({ aud: 'other', client_id: 'chat' })],
    ['for no audience', () => issuer.token({ aud: undefined })],
    ['of nobody', () => issuer.token({ sub: undefined })],
    ['of a user without a name', () => issuer.token({ sub: '' })],
    ['that nobody signed', () => new UnsecuredJWT(claims()).encode()],
    ['signed with the public key as a secret', () => signed('HS256', new TextEncoder().encode(issuer.publicKey))],
    ['signed by another key', async () => signed('RS256', (await generateKeyPair('RS256')).privateKey)],
    ['whose claims were changed', async () => tampered(await issuer.token())],
    ['that is no token', () => 'nonsense'],
    ['that is empty', () => ''],
    ['that is three dots', () => '...'],
  ])('%s', async (_, make) => {
    await expect(verifier().verify(await make())).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  function signed(alg: string, key: Parameters<SignJWT['sign']>[0]): Promise<string> {
    return new SignJWT(claims()).setProtectedHeader({ alg, kid: 'key-1' }).sign(key);
  }

  function tampered(token: string): string {
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims(), sub: 'eve' })).toString('base64url');
    return [header, payload, signature].join('.');
  }
});

test('an issuer that cannot be asked is not the fault of the token, and is asked again', async () => {
  const verify = verifier();
  issuer.setUp(false);
  const failure: unknown = await verify.verify(await issuer.token()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toMatchObject({ code: 'unauthenticated' });
  issuer.setUp(true);
  expect(await verify.verify(await issuer.token())).toBe('ada');
});
