// For pino: its code runs when a logger is first made, or its output.
export function pino(...given) {
  return require('pino')(...given);
}

export function destination(...given) {
  return require('pino').destination(...given);
}
