// For the SDK's question whether something is a stream or a blob of the web: to name the classes would load them.
const isA = (name) => (value) => value?.constructor?.name === name;

export const isReadableStream = isA('ReadableStream');
export const isBlob = isA('Blob');
