// For pino: its code runs when a logger is first made. Figures need no logger, only the output, which is pino's own.
export function pino(...given) {
  return require('pino')(...given);
}

export function destination(options) {
  const SonicBoom = require('sonic-boom');
  const output = new SonicBoom({ fd: 1, ...options });
  output.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error; // nobody reads any more: there is nowhere to say so
  });
  return output;
}
