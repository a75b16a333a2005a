import { ContainerModule } from 'inversify';
import { OIDC_OPTIONS, OidcTokenVerifier, type OidcOptions } from '../../../adapters/oidc/oidc-token-verifier.ts';
import { TOKEN_VERIFIER } from '../tokens.ts';

export function oidcModule(options: OidcOptions): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(OIDC_OPTIONS).toConstantValue(options);
    bind(TOKEN_VERIFIER).to(OidcTokenVerifier).inSingletonScope();
  });
}
