import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Closes a connection whose client sends further requests without waiting for answers. A single packet can hold a
 * thousand small requests, and Node keeps all of their answers in memory while the client reads none.
 */
export function limitPipelining(server: FastifyInstance, mostPerConnection: number): void {
  const inFlight = new WeakMap<IncomingMessage['socket'], number>();
  server.addHook('onRequest', (request, reply, next) => {
    const { socket } = request.raw;
    const count = (inFlight.get(socket) ?? 0) + 1;
    inFlight.set(socket, count);
    reply.raw.once('close', () => inFlight.set(socket, (inFlight.get(socket) ?? 1) - 1));
    if (count <= mostPerConnection) return next();
    reply.hijack();
    socket.destroy();
  });
}
