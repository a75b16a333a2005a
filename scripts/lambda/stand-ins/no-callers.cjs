// For pino's list of who called it, which its transports alone use.
module.exports = () => [];
