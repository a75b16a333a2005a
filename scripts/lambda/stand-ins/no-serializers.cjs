// For pino's serializers: errors have ours, and no line is about a request or a response of HTTP, whose headers may be secret.
exports.mapHttpRequest = exports.mapHttpResponse = () => ({});
