import { type FastifyInstance, fastify } from 'fastify';
import type { Emulator } from './emulator';
import { HostListeners } from './host-listeners';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

/** One server for all emulators, with a listener for each of their hosts; `GET /` lists them. */
export function createEmulators(list: readonly Emulator[], listeners = new HostListeners()): FastifyInstance {
  // Closing must not wait for clients that keep their connection open, nor for a long poll.
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false } },
  });
  for (const emulator of list) {
    const hosts = listeners.addressesOf(emulator.name);
    app.register(async (scope) => emulator.register(scope, hosts), { prefix: `/${emulator.name}` });
  }
  app.addHook('onReady', async () => {
    for (const emulator of list) await listeners.open(app, emulator);
  });
  app.addHook('onClose', () => listeners.close());
  app.get('/', (request) => ({
    emulators: Object.fromEntries(
      list.map(({ name, help, hosts }) => [
        name,
        {
          url: `${request.protocol}://${request.host}/${name}`,
          help,
          ...(hosts && { hosts: listeners.addressesOf(name) }),
        },
      ]),
    ),
  }));
  return app;
}
