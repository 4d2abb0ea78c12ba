// `npm run openapi`: writes openapi.json, the contract that the API serves and whose changes show in review, and the
// types of a client. `node scripts/openapi.mjs <folder>` writes them to that folder, for the test that compares.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypeScript, { astToString } from 'openapi-typescript';
import { build } from './build.mjs';
import { typeSchemas } from './type-schemas.mjs';

const CLIENT_TYPES = 'openapi-types.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = process.argv[2] ?? root;
await build({ quiet: true });
// Never connected: the script only describes the API.
process.env.DATABASE_URL ??= 'postgres://unused';
process.env.LOG_LEVEL = 'error';
const { describeApi } = createRequire(import.meta.url)('../dist/apps/api/src/http/openapi/describe-api.js');
const contract = `${JSON.stringify(await describeApi(typeSchemas()), null, 2)}\n`;
writeFileSync(join(target, 'openapi.json'), contract);
const types = astToString(await openapiTypeScript(contract, { defaultNonNullable: false }));
writeFileSync(join(target, CLIENT_TYPES), `// Made from openapi.json by \`npm run openapi\`.\n${types}`);
