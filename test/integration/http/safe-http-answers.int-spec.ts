import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { SafeRequest } from '@app/core';
import { drip, type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';
import { type Canary, failureOf, listenOn, startCanary, testSafeHttp } from '../../support/servers/safe-http';

describe('what a remote server may do', () => {
  let canary: Canary;
  let remote: RemoteServer;
  beforeAll(async () => {
    [canary, remote] = await Promise.all([startCanary(), startRemoteServer()]);
  });
  afterAll(() => {
    canary.close();
    remote.close();
  });
  const fetchIt = (options?: SafeRequest) => remote.http.fetchText(remote.base, options);
  const fail = async (options?: SafeRequest) => (await failureOf(fetchIt(options))).code;

  describe('redirects', () => {
    const redirect = (location: string, status = 302) =>
      remote.respond((request, response) =>
        request.url === '/' ? response.writeHead(status, { location }).end() : response.end(`at ${request.url}`),
      );

    it.each([301, 302, 303, 307, 308])('%i is followed when the target is allowed', async (status) => {
      redirect('/next', status);
      expect(await fetchIt()).toMatchObject({ url: `${remote.base}/next`, status: 200, text: 'at /next' });
    });

    const INSIDE = [
      'http://127.0.0.1:CANARY/',
      'http://[::1]:CANARY/',
      'http://internal.example.com:CANARY/',
      'http://2130706433:CANARY/',
      '//127.0.0.1:CANARY/',
      'file:///etc/passwd',
    ];
    it.each([...INSIDE, 'http://user:pass@127.0.0.1:REMOTE/', 'http://'])('to %s are refused', async (location) => {
      redirect(location.replace('CANARY', String(canary.port)).replace('REMOTE', String(remote.port)));
      const http = testSafeHttp({ allow: [`127.0.0.1:${remote.port}`], ports: [canary.port] });
      expect((await failureOf(http.fetchText(remote.base))).code).toBe('url_not_allowed');
      expect(canary.hits).toBe(0);
    });

    it('end after three', async () => {
      remote.respond((request, response) => response.writeHead(302, { location: `${request.url}a` }).end());
      expect([await fail(), remote.requests.length]).toEqual(['remote_fetch_failed', 4]);
    });

    it('are returned when they must not be followed', async () => {
      redirect('/next');
      expect(await fetchIt({ maxRedirects: 0 })).toMatchObject({ status: 302 });
      expect(await remote.http.postJson(remote.base, '{}')).toMatchObject({ status: 302 });
      expect(remote.requests).toHaveLength(2);
    });

    it('carry credentials within an origin only', async () => {
      let received: string[] = [];
      const other = createServer((request, response) => {
        received = Object.keys(request.headers).sort();
        response.end();
      });
      const port = await listenOn(other);
      const http = testSafeHttp({ allow: [`127.0.0.1:${remote.port}`, `127.0.0.1:${port}`] });
      const headers = { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Api-Key': 'k', Range: 'bytes=0-9' };
      redirect('/same');
      await http.fetchText(remote.base, { headers });
      expect(remote.requests[1]?.headers).toMatchObject({
        authorization: 'Bearer x',
        cookie: 'a=b',
        'x-api-key': 'k',
        range: 'bytes=0-9',
      });
      redirect(`http://127.0.0.1:${port}/other`);
      await http.fetchText(remote.base, { headers });
      expect(received).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'range', 'user-agent']);
      other.close();
    });
  });

  describe('slow and endless answers', () => {
    it('headers that never arrive', async () => {
      remote.respond(() => undefined);
      expect(await fail({ headersTimeoutMs: 200 })).toBe('remote_fetch_timeout');
    });

    it('headers that arrive byte by byte', async () => {
      remote.respond(({ socket }) => drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: '));
      expect(await fail({ headersTimeoutMs: 300, totalTimeoutMs: 20_000 })).toBe('remote_fetch_timeout');
    });

    it('a body that stops', async () => {
      remote.respond((_request, response) => response.writeHead(200, { 'content-length': 10 }).write('abc'));
      expect(await fail({ idleTimeoutMs: 200 })).toBe('remote_fetch_timeout');
    });

    it('a body that drips forever', async () => {
      remote.respond(({ socket }) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n'));
      expect(await fail({ totalTimeoutMs: 400 })).toBe('remote_fetch_timeout');
    });

    it('a body without end', async () => {
      let sent = 0;
      remote.respond((_request, response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        };
        response.on('drain', more);
        more();
      });
      expect(await fail({ maxBytes: 1_000_000 })).toBe('remote_file_too_large');
      expect(sent).toBeLessThan(50_000_000);
    });

    it('a declared size beyond the limit, without reading it', async () => {
      remote.respondRaw('HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n', { end: false });
      expect(await fail()).toBe('remote_file_too_large');
    });

    it("end when the caller aborts, with the caller's reason", async () => {
      remote.respond(() => undefined);
      const giveUp = new AbortController();
      const call = failureOf(fetchIt({ signal: giveUp.signal }));
      giveUp.abort(new Error('the job was cancelled'));
      expect((await call).message).toBe('the job was cancelled');
    });
  });

  describe('malformed answers', () => {
    it.each([
      ['a body shorter than declared', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nshort'],
      ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
      [
        'length and chunks',
        'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
      ],
      ['broken chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
      ['huge headers', `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(70_000)}\r\n\r\n`],
      ['something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['nothing', ''],
    ])('%s', async (_what, text) => {
      remote.respondRaw(text);
      expect(await fail()).toBe('remote_fetch_failed');
    });

    it('a decompression bomb', async () => {
      const bomb = gzipSync(Buffer.alloc(20_000_000));
      remote.respond((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
      expect(await fail()).toBe('remote_fetch_failed');
      expect(remote.requests[0]?.headers['accept-encoding']).toBe('identity');
    });

    it('another content type than accepted', async () => {
      remote.respond((_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
      );
      expect(await fail({ contentTypes: ['video/', 'application/json'] })).toBe('remote_fetch_failed');
      expect((await fetchIt({ contentTypes: ['text/'] })).text).toBe('<html>');
      expect((await fetchIt({ contentTypes: ['text/html'] })).text).toBe('<html>');
    });

    it('a closed port', async () => {
      const server = createTcpServer();
      const port = await listenOn(server);
      await new Promise((resolve) => server.close(resolve));
      const error = await failureOf(
        testSafeHttp({ allow: [`localhost:${port}`] }).fetchText(`http://localhost:${port}/`),
      );
      expect([error.code, error.message]).toEqual(['remote_fetch_failed', 'localhost could not be reached.']);
    });
  });
});
