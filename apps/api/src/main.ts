import 'reflect-metadata';
import { assertEnvironment, ConfigurationError, CoreEnv, readEnv } from '@app/core';
import type { AddressInfo } from 'node:net';
import { createApi } from './http/create-api';

async function main(): Promise<void> {
  assertEnvironment();
  const config = readEnv(CoreEnv);
  const app = await createApi();
  const server = await app.listen({ host: config.API_HOST, port: config.API_PORT });
  const { port } = server.address() as AddressInfo;
  process.send?.({ type: 'ready', port });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
