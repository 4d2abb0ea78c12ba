import { Readable } from 'node:stream';
import { CoreEnv, readEnv } from '@app/core';
import { Logger } from '@nestjs/common';
import { createServer, shotstackPath } from './create-server';
import { HTTP_LIMITS } from './http-limits';

describe('the headers of every answer', () => {
  const config = readEnv(CoreEnv, { DATABASE_URL: 'postgres://u@h/d' });
  const server = createServer(config, { ...HTTP_LIMITS, maxConnectionsPerAddress: 256 });
  server.get('/text', () => 'text');
  server.get('/own', (_request, reply) => reply.header('Cache-Control', 'private').send('text'));
  server.get('/stream', (_request, reply) => reply.header('Cache-Control', 'private').send(Readable.from(['text'])));
  server.get('/raw', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, 'Fine', { 'Cache-Control': 'private', 'Set-Cookie': ['a=1', 'b=2'] }).end();
  });
  let url: string;
  beforeAll(async () => {
    jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    url = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => server.close());

  it.each([
    ['/text', 'no-store'],
    ['/own', 'private'],
    ['/stream', 'private'],
    ['/raw', 'private'],
  ])('stand once in that of %s, unless its route says otherwise', async (path, cacheControl) => {
    const { headers } = await fetch(`${url}${path}`);
    expect(headers.get('cache-control')).toBe(cacheControl);
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('vary')).toBe('Origin');
  });

  it('leave the reason and the list of a raw answer as they are', async () => {
    const { statusText, headers } = await fetch(`${url}/raw`);
    expect([statusText, headers.getSetCookie()]).toEqual(['Fine', ['a=1', 'b=2']]);
  });
});

describe('shotstackPath', () => {
  it.each([
    ['/edit/stage/render', '/edit/v1/render'],
    ['/edit/stage', '/edit/v1'],
    ['/serve/stage/assets/1?x=1', '/serve/v1/assets/1?x=1'],
    ['/ingest/stage/sources', '/ingest/v1/sources'],
    ['/v1/render', '/edit/v1/render'],
    ['/stage/render/1?data=false', '/edit/v1/render/1?data=false'],
    ['/v1/templates/render', '/edit/v1/templates/render'],
    ['/v1/probe/https%3A%2F%2Fx', '/edit/v1/probe/https%3A%2F%2Fx'],
  ])('%s is %s', (asked, served) => expect(shotstackPath(asked)).toBe(served));

  it.each([
    '/edit/v1/render',
    '/api/v1/render',
    '/edit/staged/render',
    '/v1/renders',
    '/v2/render',
    '/edit/v1/probe/stage',
    '/',
  ])('%s stays', (path) => expect(shotstackPath(path)).toBe(path));
});
