import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { StorageProvider } from '@app/storage';
import { newKey, type StorageTarget, someBytes, startStorageTarget } from '../support/emulators/storage-targets';
import { shortenPauses } from '../support/harness/short-pauses';

const MIB = 1024 ** 2;
const TYPE = { contentType: 'video/mp4' };
const SIZES = [1_000, 20 * MIB];
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const streamOf = (bytes: Buffer) =>
  Readable.from([bytes.subarray(0, bytes.length / 3), bytes.subarray(bytes.length / 3)], { objectMode: false });
const code = (expected: string) => expect.objectContaining({ code: expected });

describe.each(['s3', 'gcs'] as const)('the storage provider %s over an unreliable connection', (name) => {
  let target: StorageTarget;
  let store: StorageProvider;
  let usualPauses: (() => void) | undefined;
  beforeAll(async () => {
    target = await startStorageTarget(name);
    store = target.store;
    usualPauses = shortenPauses();
  });
  afterAll(async () => {
    usualPauses?.();
    await target?.close();
  });
  afterEach(async () => target.faults());

  it.each(SIZES)('continues after its connection broke in the middle of %i bytes', async (size) => {
    const [key, bytes] = [newKey(), someBytes(size)];
    await target.requests();
    await target.faults({ drop_uploads: 1 });
    await store.put(key, { stream: streamOf(bytes) }, TYPE);
    expect(sha256(await buffer((await store.open(key)).stream))).toBe(sha256(bytes));
    const sent = (await target.requests()).reduce(
      (sum, { method, headers }) => sum + (method === 'GET' ? 0 : Number(headers['content-length'] ?? 0)),
      0,
    );
    // Only the piece that broke was sent again.
    expect(sent).toBeLessThan(size + 9 * MIB);
  });

  it.each(SIZES)('refuses %i bytes of which one changed on the way, and keeps the existing object', async (size) => {
    const key = newKey();
    await store.put(key, { stream: streamOf(Buffer.from('old content')) }, TYPE);
    await target.faults({ corrupt_uploads: 1_000 });
    await expect(store.put(key, { stream: streamOf(someBytes(size)) }, TYPE)).rejects.toEqual(code('object_corrupted'));
    expect(await target.leftovers()).toEqual([]);
    expect(String(await buffer((await store.open(key)).stream))).toBe('old content');
  });

  it('stores nothing new under a key whose upload was corrupted', async () => {
    const key = newKey();
    await target.faults({ corrupt_uploads: 1_000 });
    await expect(store.put(key, { stream: streamOf(someBytes(20 * MIB)) }, TYPE)).rejects.toEqual(
      code('object_corrupted'),
    );
    expect(await store.head(key)).toBeUndefined();
  });

  it('retries when the store is busy', async () => {
    const [key, bytes] = [newKey(), someBytes(1_000)];
    const whileBusy = async <Result>(run: () => Promise<Result>) => {
      await target.requests();
      await target.faults({ unavailable: 2 });
      const result = await run();
      expect((await target.requests()).filter(({ status }) => status === 503)).toHaveLength(2);
      return result;
    };
    await whileBusy(() => store.put(key, { stream: streamOf(bytes) }, TYPE));
    expect(await whileBusy(() => store.head(key))).toMatchObject({ size: bytes.length, ...TYPE });
    expect(await whileBusy(async () => buffer((await store.open(key)).stream))).toEqual(bytes);
    await whileBusy(() => store.delete(key));
    expect(await store.head(key)).toBeUndefined();
  });

  it('reports that it is unavailable when the store stays down, and does not wait forever', async () => {
    await target.faults({ unavailable: 1_000 });
    const asked = [store.head('a'), store.put(newKey(), { stream: streamOf(Buffer.from('x')) }, TYPE), store.check()];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: code('storage_unavailable') });
  });

  it("reports the error of a source as the source's, whatever its code", async () => {
    async function* broken() {
      yield someBytes(20 * MIB);
      throw Object.assign(new Error('the other side hung up'), { code: 'ECONNRESET' });
    }
    await expect(store.put(newKey(), { stream: Readable.from(broken()) }, TYPE)).rejects.toThrow(
      'the other side hung up',
    );
  });
});

describe('a resumable upload to gcs', () => {
  let target: StorageTarget;
  let usualPauses: (() => void) | undefined;
  beforeAll(async () => {
    target = await startStorageTarget('gcs');
    usualPauses = shortenPauses();
  });
  afterAll(async () => {
    usualPauses?.();
    await target?.close();
  });

  it('succeeds although the answer to its last piece is lost', async () => {
    const [key, bytes] = [newKey(), someBytes(20 * MIB)];
    await target.faults({ lost_answers: 1 });
    await target.requests();
    await target.store.put(key, { stream: streamOf(bytes) }, TYPE);
    expect(sha256(await buffer((await target.store.open(key)).stream))).toBe(sha256(bytes));
    const last = (await target.requests()).filter(({ headers }) => headers['x-goog-hash'] !== undefined);
    expect(last.map(({ status }) => status)).toEqual([503, 200]);
    expect(await target.leftovers()).toEqual([]);
  });
});

describe('publishing on gcs', () => {
  let target: StorageTarget;
  const uniform = async (on: boolean) =>
    fetch(`${process.env.GCS_API_URL}/_test/uniform?on=${on ? 1 : 0}`, { method: 'PUT' });
  beforeAll(async () => {
    target = await startStorageTarget('gcs', { GCS_ACL: 'publicRead' });
  });
  afterAll(async () => target?.close());
  afterEach(async () => {
    await uniform(false);
    await target.faults();
  });

  it.each(SIZES)('gives renders of %i bytes a public address, and uploads none', async (size) => {
    const bytes = someBytes(size);
    const [render, upload] = [`videos/${newKey()}`, `uploads/${newKey()}`];
    for (const key of [render, upload]) await target.store.put(key, { stream: streamOf(bytes) }, TYPE);
    const published = await target.store.url(render);
    expect(published).toEqual({ url: expect.not.stringContaining('?'), expiresAt: null });
    expect(Buffer.from(await (await fetch(published.url)).arrayBuffer()).equals(bytes)).toBe(true);
    const signed = await target.store.url(upload);
    expect(signed.expiresAt).not.toBeNull();
    expect((await fetch(signed.url)).status).toBe(200);
    expect((await fetch(signed.url.replace(/\?.*/, ''))).status).toBe(403);
  });

  it.each(SIZES)('lets no cache answer for a render of %i bytes that may be deleted by then', async (size) => {
    const key = `videos/${newKey()}`;
    const caching = async () => (await fetch((await target.store.url(key)).url)).headers.get('cache-control');
    await target.store.put(key, { stream: streamOf(someBytes(size)) }, TYPE);
    expect(await caching()).toBe('no-cache');
    await target.store.put(key, { stream: streamOf(someBytes(size)) }, { ...TYPE, cacheControl: 'max-age=60' });
    expect(await caching()).toBe('max-age=60');
  });

  it('signs for objects stored before publishing was turned on', async () => {
    const key = `videos/${newKey()}`;
    const { url, headers } = await target.store.presignPut(key, { ...TYPE, size: 3 });
    await fetch(url, { method: 'PUT', headers, body: 'old' });
    expect(await target.store.url(key)).toMatchObject({ expiresAt: expect.anything() });
  });

  it('makes addresses while Google does not answer, and queries it about no upload, nor about each render', async () => {
    const [render, upload] = [`videos/${newKey()}`, `uploads/${newKey()}`];
    for (const key of [render, upload]) await target.store.put(key, { stream: streamOf(someBytes(10)) }, TYPE);
    await target.requests();
    await target.faults({ unavailable: 100 });
    const signed = [await target.store.url(upload)];
    expect(await target.requests()).toEqual([]);
    signed.push(await target.store.url(render));
    expect(await target.requests()).not.toEqual([]);
    signed.push(await target.store.url(render));
    expect(await target.requests()).toEqual([]);
    await target.faults();
    for (const { url, expiresAt } of signed)
      expect({ status: (await fetch(url)).status, expires: expiresAt !== null }).toEqual({
        status: 200,
        expires: true,
      });
  });

  it.each(SIZES)(
    'is refused with the reason under uniform bucket-level access (%i bytes), and nothing is stored',
    async (size) => {
      const key = `videos/${newKey()}`;
      await uniform(true);
      const refused = target.store.put(key, { stream: streamOf(someBytes(size)) }, TYPE);
      await expect(refused).rejects.toMatchObject({
        code: 'storage_not_configured',
        retryable: false,
        message: expect.stringContaining('uniform bucket-level access'),
      });
      expect(await target.store.head(key)).toBeUndefined();
    },
  );
});
