/** Stands for `lambdaHandlerFor(…)`: what it does matters to nobody here. */
export const handler = () => Promise.resolve();
