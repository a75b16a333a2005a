// For reflect-metadata: as much of it as inversify calls. The rest is for decorators that are given types, and old engines.
const targets = new WeakMap();

Reflect.getOwnMetadata = (key, target, property) => targets.get(target)?.get(property)?.get(key);

Reflect.getMetadata = (key, target, property) => {
  if (targets.get(target)?.get(property)?.has(key)) return Reflect.getOwnMetadata(key, target, property);
  const parent = Object.getPrototypeOf(target);
  return parent === null ? undefined : Reflect.getMetadata(key, parent, property);
};

Reflect.defineMetadata = (key, value, target, property) => {
  if (!targets.has(target)) targets.set(target, new Map());
  const properties = targets.get(target);
  if (!properties.has(property)) properties.set(property, new Map());
  properties.get(property).set(key, value);
};
