import { type FastifyInstance, fastify } from 'fastify';
import type { Emulator } from './emulator';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

/** One server for all emulators; `GET /` lists them. */
export function createEmulators(list: readonly Emulator[]): FastifyInstance {
  // Closing must not wait for clients that keep their connection open, nor for a long poll.
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false } },
  });
  for (const emulator of list) app.register(async (scope) => emulator.register(scope), { prefix: `/${emulator.name}` });
  app.get('/', (request) => ({
    emulators: Object.fromEntries(
      list.map(({ name, help }) => [name, { url: `${request.protocol}://${request.host}/${name}`, help }]),
    ),
  }));
  return app;
}
