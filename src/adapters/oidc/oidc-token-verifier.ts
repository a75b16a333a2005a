import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isLoopback } from '../../application/is-loopback.ts';
import type { TokenVerifier } from '../../application/ports/token-verifier.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

export interface OidcOptions {
  readonly issuer: URL;
  readonly audience: string;
}

export const OIDC_OPTIONS = Symbol.for('OidcOptions') as ServiceIdentifier<OidcOptions>;

/** Signatures by a key that only the issuer has. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** What jose throws where no token is to blame: the keys could not be fetched. */
const NO_KEYS = new Set(['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']);

interface Issuer {
  /** As it spells itself: a URL object cannot tell whether there is a slash at the end of the host. */
  readonly name: string;
  readonly keys: JWTVerifyGetKey;
}

/** Verifies tokens of an OpenID Connect issuer, such as a Cognito user pool, whose keys it finds by discovery. */
@injectable()
export class OidcTokenVerifier implements TokenVerifier {
  private discovered: Promise<Issuer> | undefined;

  /** @throws ChatCourierError `invalid-configuration` for an issuer whose keys anybody on the way could replace */
  constructor(@inject(OIDC_OPTIONS) private readonly options: OidcOptions) {
    if (isSafe(options.issuer)) return;
    const message = `OIDC_ISSUER is ${JSON.stringify(options.issuer.href)}; it must be an https URL, except on this machine`;
    throw new ChatCourierError('invalid-configuration', message);
  }

  async verify(token: string): Promise<string> {
    const { name, keys } = await (this.discovered ??= this.discover().catch((cause: unknown) => {
      this.discovered = undefined;
      throw away(cause);
    }));
    try {
      const options = { issuer: name, algorithms: ALGORITHMS, requiredClaims: ['exp'] };
      const { payload } = await jwtVerify(token, keys, options);
      if (!payload.sub || !this.isMeant(payload)) throw new errors.JWTClaimValidationFailed('wrong audience', payload);
      return payload.sub;
    } catch (cause) {
      if (!(cause instanceof errors.JOSEError) || NO_KEYS.has(cause.code)) throw away(cause);
      throw new ChatCourierError('unauthenticated', 'the bearer token is not valid here', { cause });
    }
  }

  /** A Cognito access token names its audience in `client_id`. */
  private isMeant({ aud, client_id }: JWTPayload): boolean {
    return [aud ?? client_id].flat().includes(this.options.audience);
  }

  private async discover(): Promise<Issuer> {
    const { href } = this.options.issuer;
    const response = await fetch(`${withoutSlash(href)}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5_000),
    });
    const { issuer, jwks_uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    const isMeant = typeof issuer === 'string' && withoutSlash(issuer) === withoutSlash(href);
    if (!isMeant || typeof jwks_uri !== 'string') {
      throw new Error(`the OpenID configuration of ${href} names another issuer or no keys`);
    }
    const keys = new URL(jwks_uri);
    if (!isSafe(keys)) throw new Error(`the keys of ${href} are not at an https URL`);
    return { name: issuer, keys: createRemoteJWKSet(keys) };
  }
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopback(hostname);
}

function away(cause: unknown): ChatCourierError {
  return new ChatCourierError('unavailable', 'the issuer of the tokens cannot be asked for its keys', { cause });
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
