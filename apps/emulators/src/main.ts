import type { AddressInfo } from 'node:net';
import { createEmulators } from './create-emulators';
import { emulators } from './emulators';

/**
 * Emulators of outside services, for development and tests only: they require no credentials, so they listen on the
 * local address. EMULATORS_PORT: TCP port, default a free one. A parent process receives `{ type: 'ready', port,
 * emulators: { <name>: <url> }, env }`.
 */
async function main(): Promise<void> {
  const app = createEmulators(emulators);
  const stop = () => void app.close().then(() => process.exit(0));
  // `disconnect`: the parent is gone, however it ended.
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(event, stop);
  await app.listen({ host: '127.0.0.1', port: Number(process.env.EMULATORS_PORT ?? 0) });
  const { port } = app.server.address() as AddressInfo;
  const urls = Object.fromEntries(emulators.map(({ name }) => [name, `http://127.0.0.1:${port}/${name}`]));
  process.stdout.write(`emulators on http://127.0.0.1:${port}\n`);
  const env = Object.assign(
    {},
    ...emulators.map((emulator) => emulator.env?.(urls[emulator.name] ?? '', process.env) ?? {}),
  ) as Record<string, string>;
  process.send?.({ type: 'ready', port, emulators: urls, env });
}

main().catch((error: Error) => {
  process.stderr.write(`the emulators did not start: ${error.message}\n`);
  process.exit(1);
});
