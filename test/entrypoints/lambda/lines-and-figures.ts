import { readConfig } from '../../../src/entrypoints/composition/config.ts';
import { createContainer } from '../../../src/entrypoints/composition/container.ts';
import { LOGGER, METRICS } from '../../../src/entrypoints/composition/tokens.ts';

/** Of what is loaded by it: Node loads none of it by itself. */
const isOpen = () => (process as unknown as { moduleLoadList: string[] }).moduleLoadList.includes('NativeModule net');

// What a function writes besides its answers, bundled as a function is: with the stand-ins.
const container = createContainer(readConfig(process.env, 'function'));
const [logger, metrics] = [container.get(LOGGER), container.get(METRICS)];

const itself: Record<string, unknown> = { name: 'itself' };
itself['itself'] = itself;
logger.log('info', 'A field refers to itself', { field: itself });
logger.log('info', 'A field is a BigInt', { field: 5n, fields: { deep: 5n } });
logger.log('error', 'An error', { err: new TypeError('SECRET', { cause: new RangeError('SECRET') }) });
logger.log('info', 'A request', { method: 'POST', headers: { authorization: 'SECRET' }, socket: { remote: 'x' } });
metrics.record({ WriteFailure: 1 }, { code: 'throttled', requestId: 'request-1' });
logger.log('info', 'Before a warning', { isOpen: isOpen() });
metrics.record({ WriteFailure: 1 }, { code: '' as 'throttled' });
