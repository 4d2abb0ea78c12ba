import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { LocalStorageAdapter } from '@app/storage';
import { newKey, type StorageTarget, someBytes, startStorageTarget } from '../../support/emulators/storage-targets';
import { waitUntil } from '../../support/harness/wait-until';
import { RawConnection } from '../../support/servers/raw-http';

const BYTES = someBytes(5_000);

describe('objects of the local store', () => {
  let target: StorageTarget;
  let store: LocalStorageAdapter;
  beforeAll(async () => {
    target = await startStorageTarget('local');
    store = target.store as LocalStorageAdapter;
  });
  afterAll(async () => target?.close());

  const put = async (contentType = 'video/mp4', key = newKey()) => {
    await store.put(key, { stream: Readable.from([BYTES]) }, { contentType });
    return { key, url: target.reach((await store.url(key)).url) };
  };

  const presignPut = () => store.presignPut(newKey(), { contentType: 'video/mp4', size: 5_000 });
  const presignPart = async () => {
    const key = newKey();
    const { uploadId } = await store.createMultipart(key, { contentType: 'video/mp4', size: 5_000 });
    return store.presignPart(key, uploadId, { number: 1, size: 5_000 });
  };

  it('answer HEAD like GET, without the bytes', async () => {
    const { url } = await put();
    const [head, get] = [await fetch(url, { method: 'HEAD' }), await fetch(url)];
    const kept = [
      'content-type',
      'content-length',
      'etag',
      'last-modified',
      'accept-ranges',
      'x-content-type-options',
      'content-security-policy',
    ];
    for (const name of kept) expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5000', '']);
    const part = await fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    expect([part.status, part.headers.get('content-length'), part.headers.get('content-range')]).toEqual([
      206,
      '10',
      'bytes 0-9/5000',
    ]);
  });

  it('are revalidated by browsers, which then costs nothing', async () => {
    const { key, url } = await put();
    const first = await fetch(url);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(url, { headers: { 'if-none-match': etag } });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    await store.put(key, { stream: Readable.from(['other bytes']) }, { contentType: 'video/mp4' });
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);
    const resumed = await fetch(url, { headers: { range: 'bytes=100-', 'if-range': etag } });
    expect([resumed.status, await resumed.text()]).toEqual([200, 'other bytes']);
  });

  it('report their size when a range lies beyond it', async () => {
    const { url } = await put();
    const answer = await fetch(url, { headers: { range: 'bytes=5000-' } });
    expect([
      answer.status,
      answer.headers.get('content-range'),
      ((await answer.json()) as { code: string }).code,
    ]).toEqual([416, 'bytes */5000', 'object_range_invalid']);
    expect(Buffer.from(await (await fetch(url, { headers: { range: 'bytes=-10' } })).arrayBuffer())).toEqual(
      BYTES.subarray(-10),
    );
  });

  it('can do nothing in a browser, whatever a user stored', async () => {
    const { headers } = await fetch((await put('text/html; charset=utf-8')).url);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox$/);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('differ from missing objects only for holders of a signature', async () => {
    const { key, url } = await put();
    for (const path of [
      `/objects/${key}`,
      '/objects/nothing',
      '/objects/../secrets/x',
      '/objects/..%2f..%2fsecrets%2ftoken-enc-keys',
      '/objects/%2e%2e/x',
      '/objects/',
    ]) {
      expect((await raw('GET', target.reach(`http://x${path}`))).status).toBeGreaterThanOrEqual(403);
    }
    const missing = target.reach((await store.url(newKey())).url);
    expect((await fetch(missing)).status).toBe(404);
    for (const changed of [
      `${url}&expires=9999999999`,
      url.replace('signature=v1.', 'signature=v2.'),
      url.replace(/signature=.*/, 'signature='),
      `${url}&a=1`,
    ]) {
      const answer = await fetch(changed);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'object_access_refused']);
    }
  });

  it('are not reachable through symbolic links among them', async () => {
    const outside = join(target.folder, '..', 'outside');
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, 'secret.txt'), 'secret');
    mkdirSync(join(target.folder, 'planted'), { recursive: true });
    symlinkSync(outside, join(target.folder, 'planted/folder'));
    symlinkSync(join(outside, 'secret.txt'), join(target.folder, 'planted/file.txt'));
    for (const key of ['planted/folder/secret.txt', 'planted/file.txt']) {
      const answer = await fetch(target.reach((await store.url(key)).url));
      expect([answer.status, await answer.text()]).toEqual([422, expect.not.stringContaining('secret"')]);
      await expect(
        store.put(key, { stream: Readable.from(['x']) }, { contentType: 'text/plain' }),
      ).rejects.toMatchObject({ code: 'object_key_invalid' });
    }
  });

  it('accept no upload of unknown length, and keep nothing of one that breaks off', async () => {
    const key = newKey();
    const { url, headers } = await store.presignPut(key, { contentType: 'video/mp4', size: 5_000 });
    const chunked = await raw('PUT', target.reach(url), { ...headers, 'transfer-encoding': 'chunked' }, BYTES);
    expect(chunked.status).toBe(403);
    await expect(
      raw('PUT', target.reach(url), { ...headers, 'content-length': '5000' }, BYTES.subarray(0, 100), {
        breakOff: true,
      }),
    ).rejects.toThrow(/hang up|RESET/);
    expect(await store.head(key)).toBeUndefined();
    await waitUntil(async () => (await target.leftovers()).length === 0);
  });

  it.each(['a file', 'a part'])(
    'accept %s from one request at a time, and from the next one when that fails',
    async (what) => {
      const { url, headers } = what === 'a part' ? await presignPart() : await presignPut();
      const others = (await target.leftovers()).length;
      const begin = async () => {
        const connection = await RawConnection.open(target.reach(url));
        const { pathname, search } = new URL(url);
        const lines = [`PUT ${pathname}${search} HTTP/1.1`, 'Host: x', 'Content-Length: 5000'];
        for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
        return connection.send(`${lines.join('\r\n')}\r\n\r\nhalf`);
      };
      const put = () => fetch(target.reach(url), { method: 'PUT', headers, body: BYTES });
      const drafts = async () => (await target.leftovers()).length - others;
      const slow = await begin();
      await waitUntil(async () => (await drafts()) === 1);
      const refused = await put();
      expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
        429,
        '10',
        expect.objectContaining({ code: 'object_in_transfer' }),
      ]);
      // The health check of the store writes a file of its own for a moment.
      await waitUntil(async () => (await drafts()) === 1);
      slow.socket.destroy();
      // The address is free a moment after the unfinished file is gone.
      await waitUntil(async () => (await drafts()) === 0);
      await waitUntil(async () => (await put()).status === 200);
    },
  );

  it('keep their type, not their checksum, when an operator moved or changed the file', async () => {
    const { key } = await put('image/webp');
    const path = join(target.folder, key);
    const before = await store.head(key);
    expect(before?.checksum).toMatch(/^[\da-f]{64}$/);
    writeFileSync(`${path}.new`, BYTES.toReversed());
    utimesSync(`${path}.new`, 1, 1);
    renameSync(`${path}.new`, path);
    expect(await store.head(key)).toMatchObject({ size: 5_000, contentType: 'image/webp', checksum: null });
  });
});

/** A request exactly as written: no path is normalised, no length is added. */
function raw(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: Buffer,
  { breakOff = false } = {},
): Promise<{ status: number }> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0 });
    });
    sent.on('error', reject);
    if (body) sent.write(body);
    if (breakOff) sent.once('socket', (socket) => socket.once('connect', () => setImmediate(() => socket.destroy())));
    else sent.end();
  });
}
