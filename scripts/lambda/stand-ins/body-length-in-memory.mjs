// For the length of a request's body, which the SDK also knows of open files: that loads the streams of `fs`.
export function calculateBodyLength(body) {
  if (!body) return 0;
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (typeof body.byteLength === 'number') return body.byteLength;
  if (typeof body.size === 'number') return body.size;
  throw new Error('The length of what is not in memory cannot be told in the Lambda bundle');
}
