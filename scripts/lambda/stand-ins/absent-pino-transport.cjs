// For pino's transports, which are threads that write elsewhere: a function writes to its standard output.
module.exports = function transport() {
  throw new Error("pino's transports are not part of the Lambda bundle");
};
