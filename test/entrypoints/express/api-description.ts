import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Content } | undefined>>;
}

type Content = Readonly<Record<'application/json', { readonly schema: object }>>;

/** A server's own description, and what it says about a value. */
export interface ApiDescription {
  readonly document: Record<string, unknown>;
  /** `[method, path, operation]` of each. */
  readonly operations: readonly (readonly [string, string, Operation])[];
  /** What a schema of the document has against a value; nothing if it takes it. */
  readonly faults: (schema: object, value: unknown) => readonly unknown[];
}

export async function readDescription(serverUrl: string): Promise<ApiDescription> {
  const document = (await (await fetch(`${serverUrl}/openapi.json`)).json()) as ApiDescription['document'];
  const ajv = new Ajv2020({ strict: false }); // OpenAPI's own keywords are not JSON Schema's
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  return {
    document,
    operations: operationsOf(document),
    faults: (schema, value) => {
      const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
      return validate(value) ? [] : (validate.errors ?? []);
    },
  };
}

export function component(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

function operationsOf(document: ApiDescription['document']): ApiDescription['operations'] {
  const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([field]) => METHODS.includes(field))
      .map(([method, operation]) => [method, path, operation] as const),
  );
}
