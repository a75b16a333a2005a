// For pino's transports, outputs and redaction: a function's lines go to an output of ours, and have nothing to hide.
module.exports = function absent() {
  throw new Error("pino's transports, outputs and redaction are not part of the Lambda bundle");
};
