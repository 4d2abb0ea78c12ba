import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { CoreEnv, environment, readEnv } from '@app/core';
import { createApi } from '../apps/api/src/http/create-api';
import { createOpenApi } from '../apps/api/src/http/openapi';

/** Writes the contract to openapi.json, which is committed so that a change of it shows in review. Needs no database. */
async function exportOpenApi(): Promise<void> {
  const config = readEnv(CoreEnv, { ...environment(), DATABASE_URL: 'postgres://unused', LOG_LEVEL: 'error' });
  const app = await createApi({ config, preview: true });
  writeFileSync('openapi.json', `${JSON.stringify(createOpenApi(app), null, 2)}\n`);
}

exportOpenApi().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
