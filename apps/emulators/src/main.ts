import type { AddressInfo } from 'node:net';
import { createEmulators } from './create-emulators';
import { emulators } from './emulators';
import { HostListeners } from './host-listeners';

/**
 * Emulators of outside services, for development and tests only: they require no credentials, so they listen on the
 * local address. EMULATORS_PORT: TCP port, default a free one; EMULATORS_HOST_PORTS: those of the hosts that an earlier
 * process had, as JSON. A parent process receives `{ type: 'ready', port, emulators: { <name>: <url> }, env }`.
 */
async function main(): Promise<void> {
  const listeners = new HostListeners(JSON.parse(process.env.EMULATORS_HOST_PORTS ?? '{}') as Record<string, number>);
  const app = createEmulators(emulators, listeners);
  const stop = () => void app.close().then(() => process.exit(0));
  // `disconnect`: the parent is gone, however it ended.
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(event, stop);
  await app.listen({ host: '127.0.0.1', port: Number(process.env.EMULATORS_PORT ?? 0) });
  const { port } = app.server.address() as AddressInfo;
  const urls = Object.fromEntries(emulators.map(({ name }) => [name, `http://127.0.0.1:${port}/${name}`]));
  process.stdout.write(`emulators on http://127.0.0.1:${port}\n`);
  const env = Object.assign(
    { EMULATORS_HOST_PORTS: JSON.stringify(listeners.ports()) },
    ...emulators.map(
      (emulator) => emulator.env?.(urls[emulator.name] ?? '', process.env, listeners.addressesOf(emulator.name)) ?? {},
    ),
  ) as Record<string, string>;
  process.send?.({ type: 'ready', port, emulators: urls, env });
}

main().catch((error: Error) => {
  process.stderr.write(`the emulators did not start: ${error.message}\n`);
  process.exit(1);
});
