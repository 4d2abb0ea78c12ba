import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  assertEnvironment,
  CoreEnv,
  exitOnUncaughtErrors,
  Readiness,
  readEnv,
  reportReady,
  startOrExit,
  stopOnSignals,
} from '@app/core';
import { Logger } from '@nestjs/common';
import { createApi } from './http/create-api';

/** Milliseconds that a running request may still take when the process receives SIGTERM. */
const IN_FLIGHT_MS = 20_000;

async function main(): Promise<void> {
  await assertEnvironment();
  exitOnUncaughtErrors();
  const { API_HOST: host, API_PORT: port } = readEnv(CoreEnv);
  const app = await createApi();
  const server = app.getHttpServer();
  stopOnSignals(async () => {
    app.get(Readiness).drain();
    await finishRequests(server);
    await app.close();
  });
  await app.listen({ host, port });
  const taken = server.address() as AddressInfo;
  new Logger('Api').log(`listening on http://${host.includes(':') ? `[${host}]` : host}:${taken.port}`);
  reportReady({ port: taken.port });
}

/**
 * Runs before the modules close what requests need: accepts no new connections, closes idle ones, and lets running
 * requests finish.
 */
async function finishRequests(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), IN_FLIGHT_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cut);
}

void startOrExit(main);
