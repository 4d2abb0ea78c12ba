import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';

/** The baseline: the framework below Nest with one route and nothing else. */
async function main(): Promise<void> {
  const app = fastify();
  app.get('/bench/open', () => ({ status: 'ok' }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.on('SIGTERM', () => process.exit(0));
  process.send?.({ type: 'ready', port: (app.server.address() as AddressInfo).port });
}

void main();
