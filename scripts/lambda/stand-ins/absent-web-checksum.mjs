// For the checksum of a stream of the web, whose class is loaded with it: what the SDK gets here are streams of Node.
export function createChecksumStream() {
  throw new Error('Checksums of web streams are not part of the Lambda bundle');
}
