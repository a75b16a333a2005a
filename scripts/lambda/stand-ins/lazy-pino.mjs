// For pino: its code runs when a logger is first made, and a line is out when it is logged. A function may stand still, or be
// ended, once it has answered; and a write that is not waited for would start threads.
export function pino(options) {
  const make = require('pino');
  return make(options, make.destination({ dest: 1, sync: true }));
}
