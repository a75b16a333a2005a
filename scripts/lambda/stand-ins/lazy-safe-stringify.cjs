// For what writes fields that JSON cannot, such as one that refers to itself: it runs when there is one.
exports.configure = (options) => (value) => require('safe-stable-stringify').configure(options)(value);
