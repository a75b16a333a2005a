// For the ids of the SDK's requests: the SDK would load Node's Web Crypto for them, and make the texts of 256 bytes first.
export const bindV4 = () => () => process.getBuiltinModule('node:crypto').randomUUID();
