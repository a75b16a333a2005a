import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { listening } from './listening.ts';

/** Undefined takes a claim away. */
export type Claims = Readonly<Record<string, unknown>>;

export interface OidcIssuer {
  /** As it spells itself. */
  readonly issuer: string;
  /** The public key, as PEM. */
  readonly publicKey: string;
  /** A token that its key signs: for `ada` and `chat`, valid for an hour, unless `claims` say otherwise. */
  token(claims?: Claims): Promise<string>;
  /** Whether the keys can be fetched; they can at first. */
  setUp(isUp: boolean): void;
  close(): Promise<void>;
}

/** An OpenID Connect issuer on a free port of this machine: discovery, keys, and tokens. */
export async function startOidcIssuer(path = '/pool'): Promise<OidcIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }];
  let up = true;
  const server = createServer((request, response) => {
    const documents: Record<string, unknown> = {
      [`${path.replace(/\/$/, '')}/.well-known/openid-configuration`]: { issuer, jwks_uri: `${origin}/keys` },
      '/keys': up ? { keys } : undefined,
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  const { origin, close } = await listening(server);
  const issuer = `${origin}${path}`;
  return {
    issuer,
    publicKey: await exportSPKI(publicKey),
    token: (claims) => {
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({ iss: issuer, aud: 'chat', sub: 'ada', iat: now, exp: now + 3_600, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .sign(privateKey);
    },
    setUp: (isUp) => {
      up = isUp;
    },
    close,
  };
}
