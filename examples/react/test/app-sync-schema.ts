import { readFile } from 'node:fs/promises';
import { buildSchema, GraphQLScalarType } from 'graphql';

const GENERATED = new URL('generated/', import.meta.url);
const SCALARS = ['AWSDateTime', 'AWSTimestamp', 'AWSJSON', 'AWSDate', 'AWSTime', 'AWSEmail', 'AWSURL', 'AWSPhone'];
const TYPES = [...SCALARS, 'AWSIPAddress'].map((name) => `scalar ${name}`).join('\n');

/** The schema that Amplify deploys, as AppSync runs it: JSON goes out as text, and binary values in it as base64. */
export async function appSyncSchema() {
  const sdl = await readFile(new URL('schema.graphql', GENERATED), 'utf8');
  const schema = buildSchema(`${TYPES}\n${sdl}`, { assumeValidSDL: true });
  const json = schema.getType('AWSJSON');
  if (!(json instanceof GraphQLScalarType)) throw new Error('the schema has no JSON');
  json.serialize = (value) =>
    JSON.stringify(value, (_key, field: unknown) =>
      field instanceof Uint8Array ? Buffer.from(field).toString('base64') : field,
    );
  return schema;
}

/** What `amplify_outputs.json` says of the models. */
export async function modelIntrospection(): Promise<unknown> {
  return JSON.parse(await readFile(new URL('model-introspection.json', GENERATED), 'utf8'));
}
