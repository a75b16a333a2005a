import { remembered } from '../../src/application/remembered.ts';

test('what was found out is found out once', async () => {
  let asked = 0;
  const find = remembered(() => Promise.resolve(++asked));
  expect(await Promise.all([find(), find()])).toEqual([1, 1]);
  expect(await find()).toBe(1);
});

test('what could not be found out is asked again', async () => {
  let asked = 0;
  const find = remembered(() => (++asked === 1 ? Promise.reject(new Error('not now')) : Promise.resolve(asked)));
  await expect(find()).rejects.toThrow('not now');
  expect(await find()).toBe(2);
});
