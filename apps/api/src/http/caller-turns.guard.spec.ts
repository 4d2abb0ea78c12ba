import { connect } from 'node:net';
import { type CoreConfig, rateLimited, setCaller } from '@app/core';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import { waitUntil } from '../../../../test/support/harness/wait-until';
import { addBodyReader } from './body/request-body';
import { CallerTurnsGuard, endTurnsWithAnswers, WaitsForServices } from './caller-turns.guard';
import { HTTP_LIMITS } from './http-limits';

/** Small enough for one turn at a time. */
const CONFIG = { DATABASE_POOL_SIZE: 2 } as CoreConfig;
const BODY = JSON.stringify({ notes: 'x'.repeat(10_000_000) });

describe('CallerTurnsGuard', () => {
  let server: FastifyInstance;
  let turns: CallerTurnsGuard;
  let received: FastifyRequest[];
  let open: () => void;
  let url: string;

  beforeEach(async () => {
    received = [];
    const gate = new Promise<void>((resolve) => (open = resolve));
    turns = new CallerTurnsGuard(new Reflector(), CONFIG);
    const handler = () => undefined;
    const slowHandler = () => undefined;
    Reflect.defineMetadata(WaitsForServices.KEY, true, slowHandler);
    const guarded = (getHandler: () => unknown, work: () => Promise<string>) => async (request: FastifyRequest) => {
      received.push(request);
      if (!request.headers['x-forwarded-for']) setCaller(request, { id: 'key:one', ownerId: 'the owner' });
      const context = { getArgByIndex: () => request, getHandler, getClass: () => Object };
      await turns.canActivate(context as unknown as ExecutionContext);
      return work();
    };
    server = fastify({ trustProxy: true });
    server.setErrorHandler((error, _request, reply) => reply.code(rateLimited.is(error) ? 429 : 500).send());
    endTurnsWithAnswers(server);
    addBodyReader(server, { ...HTTP_LIMITS, maxConnectionsPerAddress: 100 });
    const large = { config: { body: { large: true, signed: true } } };
    server.post(
      '/wait',
      large,
      guarded(
        () => handler,
        async () => gate.then(() => 'done'),
      ),
    );
    server.post(
      '/now',
      large,
      guarded(
        () => handler,
        async () => 'done',
      ),
    );
    server.post(
      '/service',
      guarded(
        () => slowHandler,
        async () => gate.then(() => 'done'),
      ),
    );
    server.post(
      '/fail',
      guarded(
        () => handler,
        () => Promise.reject(new Error('no work')),
      ),
    );
    url = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    open();
    await server.close();
  });

  const post = (path: string, body?: string, address?: string) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      body,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(address && { 'x-forwarded-for': address }),
      },
    });

  it.each([
    ['of one account', () => undefined],
    ['of strangers on one IPv6 network', (host: number) => `2001:db8:1:2::${host}`],
  ])('counts bodies %s until their turn comes', async (_who, addressOf) => {
    const first = post('/wait', undefined, addressOf(100));
    await waitUntil(() => received.length === 1);
    const waiting: Promise<Response>[] = [];
    for (let count = 1; count <= 6; count += 1) {
      waiting.push(post('/now', BODY, addressOf(count)));
      await waitUntil(() => received[count]?.body !== undefined);
    }
    let status = 0;
    const last = post('/now', BODY, addressOf(7)).then((answer) => (status = answer.status));
    await waitUntil(() => status > 0 || received[7]?.body !== undefined);
    expect(status).toBe(429);
    await last;
    open();
    expect((await first).status).toBe(200);
    for (const answer of waiting) expect((await answer).status).toBe(200);
    expect((await post('/now', BODY, addressOf(8))).status).toBe(200);
  });

  it('gives bodies that are still arriving no turn of their caller', async () => {
    const { hostname, port } = new URL(url);
    const slow = Array.from({ length: 20 }, () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write('POST /now HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{');
      return socket;
    });
    await waitUntil(() => received.length === 20);
    expect((await post('/now', '{}')).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  it('keeps the turn of a request whose client has gone until its work has ended', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write('POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
    await waitUntil(() => received.length === 1);
    socket.destroy();
    await waitUntil(() => received[0]?.raw.destroyed === true);
    let isAnswered = false;
    const next = post('/now').then(({ status }) => {
      isAnswered = true;
      return status;
    });
    await waitUntil(() => received.length === 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    open();
    expect(await next).toBe(200);
    expect((await post('/now')).status).toBe(200);
  });

  it('remembers a limited number of accounts that have no request', async () => {
    for (let count = 0; count < 1_100; count += 1)
      await server.inject({
        method: 'POST',
        url: '/now',
        headers: { 'x-forwarded-for': `10.0.${count >> 8}.${count & 255}` },
      });
    const accounts = Reflect.get(turns, 'accounts') as ReadonlyMap<string, unknown>;
    expect(accounts.size).toBe(1_000);
  });

  it('ends the turn of a request that fails', async () => {
    expect((await post('/fail')).status).toBe(500);
    expect((await post('/now')).status).toBe(200);
  });

  it('lets a request that waits for another service occupy no turn of its account', async () => {
    const slow = [post('/service'), post('/service'), post('/service')];
    await waitUntil(() => received.length === 3);
    expect((await post('/now')).status).toBe(200);
    open();
    for (const answer of slow) expect((await answer).status).toBe(200);
  });
});
