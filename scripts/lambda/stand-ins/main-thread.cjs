// For pino's question about its thread, which it has for outputs of its own: Node's module loads seven others.
exports.isMainThread = true;
