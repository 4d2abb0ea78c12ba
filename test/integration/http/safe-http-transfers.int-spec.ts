import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FetchPolicy, runWithRequestContext, type SafeHttpService } from '@app/core';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';
import { type Canary, failureOf, startCanary, testSafeHttp } from '../../support/servers/safe-http';

describe('transfers', () => {
  let canary: Canary;
  let remote: RemoteServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reelway-safe-http-'));
    [canary, remote] = await Promise.all([startCanary(), startRemoteServer()]);
  });
  afterAll(() => {
    canary.close();
    remote.close();
    rmSync(folder, { recursive: true });
  });

  describe('to FETCH_ALLOW_HOSTS', () => {
    beforeEach(() => remote.respond((_request, response) => response.end('hello')));

    it('reach exactly the named port of a private host', async () => {
      expect((await remote.http.fetchText(`${remote.base}/a?b=1#c`)).text).toBe('hello');
      expect(remote.requests[0]?.url).toBe('/a?b=1');
      for (const url of [`http://127.0.0.1:${canary.port}/`, `http://127.0.0.2:${remote.port}/`])
        expect((await failureOf(remote.http.fetchText(url))).code).toBe('url_not_allowed');
      expect(canary.hits).toBe(0);
    });

    it('accept names, which the system resolves', async () => {
      expect(
        (await testSafeHttp({ allow: [`LOCALHOST:${remote.port}`] }).fetchText(`http://localhost:${remote.port}/`))
          .text,
      ).toBe('hello');
    });

    it('use the usual ports of a host without a port', () => {
      const policy = new FetchPolicy(['minio', '::1', '[fd00::1]:9000']);
      for (const url of ['http://minio:8080/', 'https://minio/', 'http://[::1]/', 'http://[fd00::1]:9000/'])
        expect(policy.check(url).href).toBe(url);
      for (const url of ['http://minio:9000/', 'http://[fd00::1]/', 'http://minio2/'])
        expect(() => policy.check(url)).toThrow(expect.objectContaining({ code: 'url_not_allowed' }));
    });

    it('need well-formed entries', () => {
      for (const entry of ['a:b:c', 'minio:99999999', '[::1', ':80'])
        expect(() => new FetchPolicy([entry])).toThrow('FETCH_ALLOW_HOSTS');
    });
  });

  describe('of files', () => {
    const content = Buffer.from('0123456789'.repeat(50_000));
    const download = (name: string, maxBytes: number) =>
      remote.http.download(remote.base, join(folder, name), { maxBytes, contentTypes: ['video/'] });

    it('stream to disk and report size and digest', async () => {
      remote.respond((_request, response) =>
        response.writeHead(200, { 'content-type': 'Video/MP4; x=1', 'content-length': content.length }).end(content),
      );
      const file = await download('a.mp4', content.length);
      expect(file).toEqual({
        url: `${remote.base}/`,
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        contentType: 'video/mp4',
      });
      expect(readFileSync(join(folder, 'a.mp4')).equals(content)).toBe(true);
    });

    it.each([
      [
        'the server breaks off',
        'remote_fetch_failed',
        '200 OK\r\ncontent-length: 100\r\ncontent-type: video/mp4\r\n\r\nhalf',
      ],
      [
        'there is too much',
        'remote_file_too_large',
        `200 OK\r\nconnection: close\r\ncontent-type: video/mp4\r\n\r\n${'a'.repeat(2_000)}`,
      ],
      ['the answer is not 200', 'remote_fetch_failed', '404 Not Found\r\ncontent-length: 3\r\n\r\nno!'],
    ])('leave nothing behind when %s', async (_what, code, text) => {
      remote.respondRaw(`HTTP/1.1 ${text}`);
      expect((await failureOf(download('b.mp4', 1_000))).code).toBe(code);
      expect(readdirSync(folder)).not.toContain('b.mp4');
    });

    describe('from a slow server', () => {
      let hasty: SafeHttpService;
      beforeAll(() => {
        const leastThroughput = { bytesPerSecond: 16_384, spanMs: 500 };
        hasty = testSafeHttp({ allow: [`127.0.0.1:${remote.port}`], leastThroughput });
      });
      const from = (name: string) =>
        hasty.download(remote.base, join(folder, name), { maxBytes: 1e9, totalTimeoutMs: 30_000, decodes: true });

      it.each([
        ['drips', 'identity', Buffer.alloc(100_000)],
        ['drips what a decoder makes much of', 'gzip', gzipSync(Buffer.alloc(100_000_000))],
      ])('end when it %s', async (_what, encoding, bytes) => {
        remote.respond((_request, response) => {
          if (encoding === 'gzip') response.writeHead(200, { 'content-encoding': 'gzip' });
          let sent = 0;
          const timer = setInterval(() => response.write(bytes.subarray(sent, (sent += 50))), 50);
          response.on('close', () => clearInterval(timer));
        });
        const { code, message } = await failureOf(from('dripped'));
        expect([code, message]).toEqual(['remote_fetch_timeout', expect.stringContaining('less than 16 KiB a second')]);
        expect(readdirSync(folder)).not.toContain('dripped');
      });

      it('arrive although the first byte is late', async () => {
        remote.respond((_request, response) => void setTimeout(() => response.end(content), 1_500));
        expect(await from('late')).toMatchObject({ bytes: content.length });
      });
    });

    it('neither overwrite nor delete existing files', async () => {
      remote.respond((_request, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('new'));
      writeFileSync(join(folder, 'mine'), 'mine');
      expect((await failureOf(download('mine', 1_000))).code).toBe('EEXIST');
      expect(readFileSync(join(folder, 'mine'), 'utf8')).toBe('mine');
    });
  });

  describe('of webhooks', () => {
    it('deliver exactly the given bytes, and any status is an answer', async () => {
      let received = '';
      remote.respond((request, response) => {
        request
          .on('data', (chunk: Buffer) => (received += chunk.toString()))
          .on('end', () => response.writeHead(500, { 'retry-after': '7' }).end('broken'));
      });
      const json = '{"b":1, "a":"ä"}';
      const send = () => remote.http.postJson(remote.base, json, { headers: { 'webhook-id': 'msg_1' } });
      expect(await runWithRequestContext({ requestId: 'request-1234' }, send)).toMatchObject({
        status: 500,
        text: 'broken',
        headers: { 'retry-after': '7' },
      });
      expect(received).toBe(json);
      const sent = {
        'content-type': 'application/json',
        'content-length': '17',
        'webhook-id': 'msg_1',
        'x-request-id': 'request-1234',
        'user-agent': 'Reelway',
      };
      expect(remote.requests[0]?.headers).toMatchObject(sent);
    });

    it.each([
      ['is endless', (response: ServerResponse) => void response.write('a'.repeat(100_000)), 'a'.repeat(16_384)],
      [
        'breaks off',
        (response: ServerResponse) =>
          void response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy()),
        'half',
      ],
      [
        'is compressed',
        (response: ServerResponse) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x')),
        '',
      ],
    ])('are delivered although the text of the answer %s', async (_what, respond, text) => {
      remote.respond((_request, response) => respond(response));
      expect(await remote.http.postJson(remote.base, '{}')).toMatchObject({ status: 200, text });
    });
  });
});
