// For pino: its code runs when a logger is first made.
export function pino(...given) {
  return require('pino')(...given);
}
