import 'reflect-metadata';
import { Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { lazily } from '../../../src/entrypoints/composition/lazily.ts';

const SERVICE = Symbol.for('Service') as ServiceIdentifier<object>;

function moduleThat(makes: () => object): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(SERVICE).toDynamicValue(makes).inSingletonScope();
  });
}

test('many who ask at once get one and the same', async () => {
  let opened = 0;
  const open = lazily(new Container(), SERVICE, () => {
    opened += 1;
    return Promise.resolve(moduleThat(() => ({})));
  });
  const [first, second] = await Promise.all([open(), open()]);
  expect(first).toBe(second);
  expect(await open()).toBe(first);
  expect(opened).toBe(1);
});

test.each([
  ['the module cannot be loaded', (ready: boolean) => (ready ? Promise.resolve(moduleThat(() => ({}))) : fail())],
  ['the service cannot be made', (ready: boolean) => Promise.resolve(moduleThat(ready ? () => ({}) : fail))],
])('what failed is tried anew: %s', async (_, openModule) => {
  let ready = false;
  const open = lazily(new Container(), SERVICE, () => openModule(ready));
  await expect(open()).rejects.toThrow('not yet');
  ready = true;
  expect(await open()).toEqual({});
});

function fail(): never {
  throw new Error('not yet');
}
