import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { StorageName, StorageProvider } from '@app/storage';
import { newKey, type StorageTarget, someBytes, startStorageTarget } from '../support/emulators/storage-targets';
import { waitUntil } from '../support/harness/wait-until';

const MIB = 1024 ** 2;
const TYPE = { contentType: 'video/mp4' };
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const streamOf = (bytes: Buffer) => Readable.from(pieces(bytes), { objectMode: false });
function* pieces(bytes: Buffer, size = 100_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const encodedPath = (key: string) => key.split('/').map(encodeURIComponent).join('/');
const code = (expected: string) => expect.objectContaining({ code: expected });

describe.each<StorageName>(['local', 's3', 'gcs'])('the storage provider %s', (name) => {
  let target: StorageTarget;
  let store: StorageProvider;
  let folder: string;
  beforeAll(async () => {
    target = await startStorageTarget(name);
    store = target.store;
    folder = await mkdtemp(join(tmpdir(), 'storage-contract-'));
  });
  afterAll(async () => {
    await target?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const fileOf = (bytes: Buffer) => {
    const file = join(folder, 'source');
    writeFileSync(file, bytes);
    return { file };
  };
  const content = async (key: string) => buffer((await store.open(key)).stream);
  const put = async (bytes: Buffer, key = newKey()) => {
    await store.put(key, { stream: streamOf(bytes) }, TYPE);
    return key;
  };

  it('is the one that the configuration names', () => {
    expect(store.name).toBe(name);
  });

  describe('put', () => {
    it.each([
      ['nothing', 0],
      ['a byte', 1],
      ['a little', 70_001],
      ['exactly one part', 8 * MIB],
      ['more than two parts', 17_000_001],
    ])('stores %s, from a file and from a stream', async (_what, size) => {
      const bytes = someBytes(size);
      for (const source of [fileOf(bytes), { stream: streamOf(bytes) }, { stream: streamOf(bytes), size }]) {
        const key = newKey();
        const stored = await store.put(key, source, TYPE);
        expect(stored).toMatchObject({ key, size, contentType: 'video/mp4', checksum: sha256(bytes) });
        expect(Math.abs(stored.updatedAt.getTime() - Date.now())).toBeLessThan(60_000);
        expect(await store.head(key)).toMatchObject({ key, size, contentType: 'video/mp4' });
        expect(sha256(await content(key))).toBe(sha256(bytes));
      }
    });

    it('keeps the checksum of a file', async () => {
      const bytes = someBytes(9 * MIB);
      const key = newKey();
      await store.put(key, fileOf(bytes), TYPE);
      expect(await store.head(key)).toMatchObject({ checksum: sha256(bytes) });
    });

    it('replaces existing objects, small by large and large by small', async () => {
      const key = newKey();
      for (const size of [10, 9 * MIB, 20]) {
        await put(someBytes(size, size), key);
        expect(sha256(await content(key))).toBe(sha256(someBytes(size, size)));
      }
    });

    it.each([100, 20 * MIB])(
      'refuses %i bytes that are more or fewer than announced, and shows nothing',
      async (size) => {
        for (const wrong of [size - 1, size + 1]) {
          const key = newKey();
          await expect(store.put(key, { stream: streamOf(someBytes(size)), size: wrong }, TYPE)).rejects.toEqual(
            code('object_size_mismatch'),
          );
          expect(await store.head(key)).toBeUndefined();
        }
      },
    );

    it.each([100, 20 * MIB])(
      'shows nothing of a stream that breaks after %i bytes, and keeps the existing object',
      async (size) => {
        async function* breaking() {
          yield* pieces(someBytes(size));
          throw new Error('the source broke');
        }
        const [fresh, old] = [newKey(), await put(Buffer.from('old'))];
        for (const key of [fresh, old])
          await expect(store.put(key, { stream: Readable.from(breaking()) }, TYPE)).rejects.toThrow('the source broke');
        expect(await store.head(fresh)).toBeUndefined();
        expect(String(await content(old))).toBe('old');
      },
    );

    it.each([100, 20 * MIB])(
      'ends immediately when it is aborted after %i bytes, even while nothing arrives',
      async (size) => {
        const [key, abort] = [newKey(), new AbortController()];
        async function* stalling() {
          yield* pieces(someBytes(size));
          abort.abort(new Error('nobody wants it any more'));
          await new Promise(() => undefined);
        }
        const stalled = store.put(key, { stream: Readable.from(stalling()) }, { ...TYPE, signal: abort.signal });
        await expect(stalled).rejects.toThrow('nobody wants it any more');
        expect(await store.head(key)).toBeUndefined();
        await expect(store.put(key, fileOf(someBytes(size)), { ...TYPE, signal: abort.signal })).rejects.toThrow(
          'nobody wants it any more',
        );
      },
    );

    it('leaves no unfinished pieces behind', async () => {
      await expect(store.put(newKey(), { stream: streamOf(someBytes(20 * MIB)), size: 1 }, TYPE)).rejects.toEqual(
        code('object_size_mismatch'),
      );
      await waitUntil(async () => (await target.leftovers()).length === 0);
    });

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '../a',
      'a/../b',
      'a/./b',
      '.hidden',
      'a/.info/b',
      'a\\b',
      'a\0b',
      'a\nb',
      `${'x'.repeat(300)}`,
      'a\ud800',
    ])('refuses the key %j', async (key) => {
      await expect(store.put(key, { stream: streamOf(Buffer.from('x')) }, TYPE)).rejects.toEqual(
        code('object_key_invalid'),
      );
      await expect(store.open(key)).rejects.toEqual(code('object_key_invalid'));
      await expect(store.url(key)).rejects.toEqual(code('object_key_invalid'));
    });

    it('keeps keys in any script, and signs plus, question and percent signs', async () => {
      for (const key of ['Grüße/動画 🎬.mp4', "a+b & c?d=e#f/100%25 (1)*'!~.mp4"]) {
        await put(Buffer.from(key), key);
        expect(String(await content(key))).toBe(key);
        const { url } = await store.url(key);
        expect(await (await fetch(target.reach(url))).text()).toBe(key);
      }
    });
  });

  describe('reading', () => {
    it('gives ranges', async () => {
      const bytes = someBytes(10_000);
      const key = await put(bytes);
      for (const [range, expected] of [
        [{ start: 0, end: 99 }, bytes.subarray(0, 100)],
        [{ start: 9_990 }, bytes.subarray(9_990)],
        [{ start: 9_000, end: 20_000 }, bytes.subarray(9_000)],
      ] as const) {
        const { object, stream } = await store.open(key, range);
        expect(await buffer(stream)).toEqual(expected);
        expect(object).toMatchObject({ key, size: 10_000, contentType: 'video/mp4' });
      }
      await expect(store.open(key, { start: 10_000 })).rejects.toEqual(code('object_range_invalid'));
    });

    it('reports objects that do not exist', async () => {
      const key = newKey();
      expect(await store.head(key)).toBeUndefined();
      await expect(store.open(key)).rejects.toEqual(code('object_not_found'));
    });

    it('gives the version that was seen, and refuses every other one', async () => {
      const bytes = someBytes(5_000);
      const key = await put(bytes);
      const version = (await store.head(key))?.version;
      const seen = await store.open(key, { start: 10, end: 19 }, version);
      expect([seen.object.version, await buffer(seen.stream)]).toEqual([version, bytes.subarray(10, 20)]);
      expect(await buffer((await store.open(key, undefined, version)).stream)).toEqual(bytes);
      await put(someBytes(5_000, 2), key);
      await expect(store.open(key, undefined, version)).rejects.toEqual(code('object_changed'));
      await store.delete(key);
      await expect(store.open(key, undefined, version)).rejects.toEqual(code('object_not_found'));
    });

    it('deletes, even twice', async () => {
      const key = await put(Buffer.from('x'));
      for (let time = 0; time < 2; time += 1) await store.delete(key);
      expect(await store.head(key)).toBeUndefined();
    });
  });

  describe('an address', () => {
    const bytes = someBytes(10_000);

    it('answers plain GETs, whole and in ranges', async () => {
      const key = await put(bytes);
      const { url, expiresAt } = await store.url(key, { expiresInSeconds: 60 });
      expect(expiresAt?.getTime()).toBeGreaterThan(Date.now());
      const whole = await fetch(target.reach(url));
      expect([whole.status, whole.headers.get('content-type'), whole.headers.get('content-length')]).toEqual([
        200,
        'video/mp4',
        '10000',
      ]);
      expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
      const part = await fetch(target.reach(url), { headers: { range: 'bytes=10-19' } });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/10000']);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    });

    it('names the file for a browser, from the object or for this time', async () => {
      const key = newKey();
      await store.put(key, { stream: streamOf(bytes) }, { ...TYPE, downloadName: 'Grüße "1".mp4' });
      const disposition = async (downloadName?: string) =>
        (await fetch(target.reach((await store.url(key, { downloadName })).url))).headers.get('content-disposition');
      expect(await disposition()).toBe(
        `attachment; filename="Gr__e _1_.mp4"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.mp4`,
      );
      expect(await disposition('other.mp4')).toBe('attachment; filename="other.mp4"');
    });

    it('is refused after its expiry', async () => {
      const key = await put(bytes);
      const { url } = await store.url(key, { expiresInSeconds: 1 });
      await waitUntil(async () => (await fetch(target.reach(url))).status >= 400);
    });

    it('is refused when it was changed, for another object, method or purpose', async () => {
      const [key, other] = [await put(bytes), await put(Buffer.from('secret'))];
      const { url } = await store.url(key, { expiresInSeconds: 60 });
      const other12 = url.at(-12) === '0' ? '1' : '0';
      const forgeries = [
        url.replace(encodedPath(key), encodedPath(other)),
        `${url.slice(0, -12)}${other12}${url.slice(-11)}`,
        url.replace(/((?:expires|X-Amz-Expires|X-Goog-Expires)=)(\d+)/, '$19$2'),
        `${url}&response-content-type=text/html&download=x.html`,
        url.replace(/\?.*/, ''),
      ];
      for (const forged of forgeries) {
        expect(forged).not.toBe(url);
        expect((await fetch(target.reach(forged))).status).toBeGreaterThanOrEqual(400);
      }
      for (const method of ['PUT', 'DELETE']) {
        expect(
          (await fetch(target.reach(url), { method, body: method === 'PUT' ? 'x' : undefined })).status,
        ).toBeGreaterThanOrEqual(400);
      }
      expect(await content(key)).toEqual(bytes);
    });
  });

  it('reports that it is healthy', async () => {
    expect((await store.check()) ?? 'well').toMatch(/^well$|free/);
  });
});
