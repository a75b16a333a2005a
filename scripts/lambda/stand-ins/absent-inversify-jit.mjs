// For inversify's resolvers that are made of text at run time: a container has them if asked for (`jitless: false`).
const absent = () => {
  throw new Error("inversify's resolvers for `jitless: false` are not part of the Lambda bundle");
};

export { absent as buildNoActivationsInstanceBindingNodeResolverJit };
export { absent as buildNoActivationsResolvedValueBindingNodeResolverJit };
