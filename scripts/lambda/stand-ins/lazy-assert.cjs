// For `assert` where nothing but the function itself is used: it is loaded with the first call.
module.exports = (...given) => process.getBuiltinModule('node:assert')(...given);
