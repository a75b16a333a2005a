import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'stand-ins');

/**
 * What stands in for what: the name by which something is imported, who imports it (anybody, if absent), and a file of
 * `stand-ins`, each of which says why.
 */
const STAND_INS = [
  { of: /^@aws-sdk\/credential-provider-(ini|process|sso|web-identity)$/, is: 'absent-credential-provider.mjs' },
  { of: /^@smithy\/credential-provider-imds$/, is: 'absent-credential-provider.mjs' },
  { of: /\/loadSharedConfigFiles$/, by: /\/@smithy\/core\//, is: 'absent-config-files.mjs' },
  { of: /\/calculateBodyLength$/, by: /\/@smithy\/core\//, is: 'body-length-in-memory.mjs' },
  { of: /\/stream-type-check$/, by: /\/@smithy\/core\//, is: 'stream-type-by-name.mjs' },
  { of: /\/isStreamingPayload$/, by: /\/@smithy\/core\//, is: 'streaming-by-name.mjs' },
  { of: /\/createChecksumStream\.browser$/, by: /\/@smithy\/core\//, is: 'absent-web-checksum.mjs' },
  { of: /\/uuid\/v4$/, by: /\/@smithy\/core\//, is: 'uuid-by-node.mjs' },
  { of: /^@smithy\/core\/event-streams$/, by: /\/HttpProtocol\.js$/, is: 'absent-event-streams.mjs' },
  { of: /^@aws-sdk\/endpoint-cache$/, is: 'absent-endpoint-cache.mjs' },
  { of: /^pino$/, by: /\/src\//, is: 'lazy-pino.mjs' },
  { of: /^\.\/(lib\/)?(transport|multistream|redaction)$/, by: /\/pino\//, is: 'absent-from-pino.cjs' },
  { of: /^(sonic-boom|on-exit-leak-free)$/, by: /\/pino\//, is: 'absent-from-pino.cjs' },
  { of: /^worker_threads$/, by: /\/pino\//, is: 'main-thread.cjs' },
  { of: /^pino-std-serializers$/, is: 'no-serializers.cjs' },
  { of: /^safe-stable-stringify$/, by: /\/pino\//, is: 'lazy-safe-stringify.cjs' },
  { of: /^\.\/(lib\/)?caller$/, by: /\/pino\//, is: 'no-callers.cjs' },
  { of: /ResolverJit\.js$/, by: /\/@inversifyjs\/core\//, is: 'absent-inversify-jit.mjs' },
  { of: /^reflect-metadata(\/lite)?$/, is: 'reflect-metadata.mjs' },
];

/** An esbuild plugin: a Lambda bundle goes without what a function never uses. */
export const standIns = {
  name: 'stand-ins',
  setup(build) {
    for (const { of, by = /./, is } of STAND_INS) {
      build.onResolve({ filter: of }, ({ importer }) =>
        by.test(importer) ? { path: path.join(FOLDER, is) } : undefined,
      );
    }
  },
};
