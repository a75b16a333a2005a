import { types } from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Node as it is in production: there an error of Node itself, such as a refused connection, is `instanceof Error`. In
 * jest's sandbox, which has an `Error` of its own, it would not be, and the AWS SDK would hide it.
 */
export default class NodeEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const SandboxError = this.global.Error;
    const isInstance = Function.prototype[Symbol.hasInstance];
    Object.defineProperty(SandboxError, Symbol.hasInstance, {
      value(value) {
        return isInstance.call(this, value) || (this === SandboxError && types.isNativeError(value));
      },
    });
  }
}
