import { inject, injectable, type ServiceIdentifier } from 'inversify';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { TokenVerifier } from '../../application/ports/token-verifier.ts';
import { ChatCourierError } from '../../domain/chat-courier-error.ts';

export interface OidcOptions {
  readonly issuer: URL;
  readonly audience: string;
}

export const OIDC_OPTIONS = Symbol.for('OidcOptions') as ServiceIdentifier<OidcOptions>;

/** Signatures by a key that only the issuer has. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Verifies tokens of an OpenID Connect issuer, such as a Cognito user pool, whose keys it finds by discovery. */
@injectable()
export class OidcTokenVerifier implements TokenVerifier {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(@inject(OIDC_OPTIONS) private readonly options: OidcOptions) {}

  async verify(token: string): Promise<string> {
    const keys = await (this.keys ??= this.discover().catch((error: unknown) => {
      this.keys = undefined;
      throw error;
    }));
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: this.issuer,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
      });
      if (!payload.sub || !this.isMeant(payload)) throw new errors.JWTClaimValidationFailed('wrong audience', payload);
      return payload.sub;
    } catch (cause) {
      if (cause instanceof errors.JWKSTimeout) throw cause;
      throw new ChatCourierError('unauthenticated', 'the bearer token is not valid here', { cause });
    }
  }

  /** A Cognito access token names its audience in `client_id`. */
  private isMeant({ aud, client_id }: JWTPayload): boolean {
    return [aud ?? client_id].flat().includes(this.options.audience);
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const response = await fetch(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5_000),
    });
    const { issuer, jwks_uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (issuer !== this.issuer || typeof jwks_uri !== 'string') {
      throw new Error(`the OpenID configuration of ${this.issuer} names another issuer or no keys`);
    }
    return createRemoteJWKSet(new URL(jwks_uri));
  }

  /** As the issuer spells it: a URL object adds a slash where there is no path. */
  private get issuer(): string {
    const { href, pathname } = this.options.issuer;
    return pathname === '/' ? href.slice(0, -1) : href;
  }
}
