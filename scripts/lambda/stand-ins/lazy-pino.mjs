// For pino: its code runs when a logger is first made.
export const pino = (...given) => require('pino')(...given);
