// JSON Schemas of the classes of requests and responses, read from their TypeScript sources: types, comments and tags.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The definitions by name. Takes seconds, because the compiler reads the sources and everything that they import. */
export function typeSchemas() {
  const { definitions } = createGenerator({
    path: join(root, 'apps/api/src/**/*.{dto,query,response}.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    type: '*',
    expose: 'all',
    functions: 'hide',
    skipTypeCheck: true,
    sortProps: false,
    encodeRefs: false,
  }).createSchema('*');
  return definitions;
}
