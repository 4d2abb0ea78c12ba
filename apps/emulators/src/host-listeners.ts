import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Emulator, HostAddresses } from './emulator';

/** One listener for each host of each emulator, on the local address. */
export class HostListeners {
  private readonly servers = new Map<string, Server>();
  private readonly addresses = new Map<string, Record<string, string>>();

  /** @param ports by `<emulator>/<host>`; any free port for the others */
  constructor(private readonly wanted: Readonly<Record<string, number>> = {}) {}

  addressesOf(emulator: string): HostAddresses {
    const known = this.addresses.get(emulator) ?? {};
    this.addresses.set(emulator, known);
    return known;
  }

  /** For a later process that is to listen at the same addresses. */
  ports(): Record<string, number> {
    return Object.fromEntries([...this.servers].map(([key, server]) => [key, portOf(server)]));
  }

  async open(app: FastifyInstance, { name, hosts = [] }: Emulator): Promise<void> {
    const addresses = this.addressesOf(name) as Record<string, string>;
    for (const host of hosts) {
      const key = `${name}/${host}`;
      const server = createServer({ requestTimeout: 0 }, (request, response) => {
        request.url = `/${key}${request.url ?? '/'}`;
        app.routing(request, response);
      });
      server.listen(this.wanted[key] ?? 0, '127.0.0.1');
      await once(server, 'listening');
      this.servers.set(key, server);
      addresses[host] = `http://127.0.0.1:${portOf(server)}`;
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.servers.values()].map((server) => {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        return closed;
      }),
    );
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
