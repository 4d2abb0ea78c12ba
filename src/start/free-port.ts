import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Above 10080, the highest port to which browsers and `fetch` refuse to connect. */
const LOWEST = 10_081;
/** The first port that Linux gives to outgoing connections by default; other systems begin higher. */
const USUAL_FIRST_EPHEMERAL = 32_768;
const TRIES = 50;

/**
 * A TCP port on 127.0.0.1 that is free now. It is below the ports that the system gives to outgoing connections, so
 * that none of them takes it before its server has started, or while its server starts again after a crash.
 */
export async function freePort(): Promise<number> {
  const range = firstEphemeralPort() - LOWEST;
  for (let attempt = 0; attempt < TRIES && range > 0; attempt += 1) {
    const port = await listenBriefly(LOWEST + Math.floor(Math.random() * range)).catch(() => undefined);
    if (port !== undefined) return port;
  }
  return listenBriefly(0);
}

async function listenBriefly(wanted: number): Promise<number> {
  const server = createServer();
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function firstEphemeralPort(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
  } catch {
    return USUAL_FIRST_EPHEMERAL;
  }
}
