import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { AppError } from '@app/core';
import { SafeHttpSourceFetcher } from '@app/render-proxy';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

describe('a source', () => {
  let remote: RemoteServer;
  const folder = mkdtempSync(join(tmpdir(), 'reelway-fetcher-'));
  let count = 0;
  beforeAll(async () => {
    remote = await startRemoteServer();
  });
  afterAll(() => {
    remote.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const fetchIt = async (path = '/', signal = new AbortController().signal) => {
    const file = join(folder, String(count++));
    const limits = { maxBytes: 1_000, timeoutMs: 60_000, signal };
    const outcome = await new SafeHttpSourceFetcher(remote.http)
      .fetch(remote.base + path, file, limits)
      .then(() => readFileSync(file, 'utf8'))
      .catch((error: AppError) => error.message);
    return { outcome, leaves: existsSync(file), requests: remote.requests.length };
  };

  it.each([
    [
      'answers 503',
      (response: { statusCode: number; end: () => void }) => {
        response.statusCode = 503;
        response.end();
      },
    ],
    ['closes the connection', (response: { destroy: () => void }) => response.destroy()],
  ])('whose host %s once is fetched nevertheless', async (_, fail) => {
    remote.respond((_request, response) => (remote.requests.length === 1 ? fail(response) : response.end('content')));
    expect(await fetchIt()).toEqual({ outcome: 'content', leaves: true, requests: 2 });
  });

  it('that breaks off each time is refused after three attempts', async () => {
    remote.respond((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('abc', () => response.destroy());
    });
    expect(await fetchIt()).toEqual({ outcome: '127.0.0.1 closed the connection.', leaves: false, requests: 3 });
  });

  it.each([403, 404, 410])('whose host answers %i is refused at once', async (status) => {
    remote.respond((_request, response) => response.writeHead(status).end());
    expect(await fetchIt()).toEqual({ outcome: `127.0.0.1 answered ${status}.`, leaves: false, requests: 1 });
  });

  it('behind eight redirects is fetched, and behind nine it is not', async () => {
    remote.respond(({ url }, response) => {
      const left = Number(url?.slice(1));
      return left === 0 ? response.end('content') : response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await fetchIt('/8')).toMatchObject({ outcome: 'content', requests: 9 });
    expect((await fetchIt('/9')).outcome).toBe('127.0.0.1 redirects too often.');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('that its host compresses nevertheless is decoded, %s', async (encoding, compress) => {
    const send = (content: Buffer) =>
      remote.respond((_request, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(compress(content)),
      );
    send(Buffer.from('content'));
    expect((await fetchIt()).outcome).toBe('content');
    send(Buffer.alloc(5_000_000));
    expect(await fetchIt()).toMatchObject({ outcome: 'The limit is 1000 bytes.', leaves: false });
  });

  it('that is compressed and has no content is read no further than its limit', async () => {
    const nothing = gzipSync(Buffer.alloc(0));
    remote.respond((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      for (let members = 0; members < 1_000; members += 1) response.write(nothing);
      response.end();
    });
    expect(await fetchIt()).toMatchObject({ outcome: 'The limit is 1000 bytes.', leaves: false });
  });

  it.each([
    ['damaged', 'gzip', 'not compressed'],
    ['of an unknown encoding', 'zstd', 'content'],
    ['of an encoding that is the name of a property of objects', 'constructor', 'content'],
  ])('that is %s is refused', async (_, encoding, body) => {
    remote.respond((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(await fetchIt()).toMatchObject({
      outcome: expect.stringMatching(/as expected|encoded body/),
      leaves: false,
    });
  });

  it('that nobody needs any more is not fetched again', async () => {
    const cancel = new AbortController();
    remote.respond((_request, response) => {
      response.writeHead(503).end(() => cancel.abort(new Error('cancelled')));
    });
    expect(await fetchIt('/', cancel.signal)).toMatchObject({ leaves: false, requests: 1 });
  });
});
