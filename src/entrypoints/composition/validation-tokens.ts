import type { ServiceIdentifier } from 'inversify';
import type { Access } from '../../application/ports/access.ts';
import type { DeployedFunctions } from '../../application/ports/deployed-functions.ts';
import type { DeployedStorage } from '../../application/ports/deployed-storage.ts';
import type { ValidateDeployment } from '../../application/validation/validate-deployment.ts';

/** What is deployed in an account. */
export const DEPLOYED_FUNCTIONS = Symbol.for('DeployedFunctions') as ServiceIdentifier<DeployedFunctions>;
export const DEPLOYED_STORAGE = Symbol.for('DeployedStorage') as ServiceIdentifier<DeployedStorage>;
export const ACCESS = Symbol.for('Access') as ServiceIdentifier<Access>;

/** The root of `chat-courier validate`. */
export const VALIDATE_DEPLOYMENT = Symbol.for('ValidateDeployment') as ServiceIdentifier<ValidateDeployment>;
