import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { KeyRing } from '@app/core';
import { LocalStorageAdapter } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

const GIB = 2 ** 30;
const TYPE = { contentType: 'video/mp4' };
/** At least as large as the buffers between a body and the disk. */
const PIECE = 2 ** 16;
/** Written bytes after which the store looks at the disk again. */
const LOOK_EVERY = 32 * PIECE;
const PIECES = 75;
/** Two looks and some more. */
const SIZE = PIECES * PIECE;

describe('the local store receives a file', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'local-storage-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const storeWith = (freeBytes: () => number, lookEvery = LOOK_EVERY) => {
    const links = new ObjectLinks('http://x.test', new KeyRing(`v1:${randomBytes(32).toString('base64')}`));
    return new LocalStorageAdapter(root, links, () => Promise.resolve(freeBytes()), lookEvery);
  };
  const pieces = (count = PIECES) =>
    Readable.from(
      Array.from({ length: count }, () => Buffer.alloc(PIECE)),
      { objectMode: false, highWaterMark: 1 },
    );
  /** Bytes of all files, finished or not. */
  const onDisk = () =>
    ['tests', '.incoming']
      .map((name) => join(root, name))
      .flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []))
      .reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  // Uploads wait for space when they find this cause.
  const noSpace = expect.objectContaining({
    code: 'storage_unavailable',
    options: expect.objectContaining({ cause: expect.objectContaining({ code: 'ENOSPC' }) }),
  });

  it('that leaves one GiB of the disk for renders and the database', async () => {
    await storeWith(() => GIB + SIZE).receive('tests/fits', { size: String(SIZE) }, pieces());
    expect(readdirSync(join(root, 'tests'))).toEqual(['fits']);
  });

  it('not at all if it would leave less, and leaves its body to the answer', async () => {
    const body = pieces();
    const store = storeWith(() => GIB + SIZE - 1);
    await expect(store.receive('tests/large', { size: String(SIZE) }, body)).rejects.toEqual(noSpace);
    const upload = await store.createMultipart('tests/parts', { contentType: 'video/mp4', size: SIZE });
    const part = { size: String(SIZE), upload: upload.uploadId, part: '1' };
    await expect(store.receive('tests/parts', part, pieces())).rejects.toEqual(noSpace);
    expect(body.destroyed).toBe(false);
    expect(readdirSync(join(root, '.incoming'))).toEqual([]);
    expect(await store.listParts('tests/parts', upload.uploadId)).toEqual([]);
  });

  it('no further when others have taken the space for its rest', async () => {
    const seen = [GIB + SIZE, GIB + SIZE - LOOK_EVERY, GIB + 1];
    await expect(
      storeWith(() => seen.shift() ?? 0).receive('tests/late', { size: String(SIZE) }, pieces()),
    ).rejects.toEqual(noSpace);
    expect(seen).toEqual([]);
    expect(readdirSync(join(root, '.incoming'))).toEqual([]);
  });

  it('whose size nobody announced until the space is used up, and destroys its stream', async () => {
    const stream = pieces();
    const seen = [GIB + SIZE, GIB + SIZE - LOOK_EVERY, GIB];
    await expect(storeWith(() => seen.shift() ?? 0).put('tests/endless', { stream }, TYPE)).rejects.toEqual(noSpace);
    expect([seen, stream.destroyed]).toEqual([[], true]);
    expect(readdirSync(join(root, '.incoming'))).toEqual([]);
  });

  it('beside others only as far as they all fit together', async () => {
    // It looks only when a file begins, and before it refuses one.
    const store = storeWith(() => GIB + 90 * PIECE - onDisk(), GIB);
    const puts = Array.from({ length: 8 }, (_, index) =>
      store.put(`tests/${index}`, { stream: pieces(40) }, TYPE).then(
        () => 'stored',
        (error: unknown) => error,
      ),
    );
    const refused = (await Promise.all(puts)).filter((outcome) => outcome !== 'stored');
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(refused).toEqual(refused.map(() => noSpace));
  });

  it('of a known size, whose space is then kept: later ones are refused at once, and those that began are stored', async () => {
    const store = storeWith(() => GIB + 90 * PIECE - onDisk(), GIB);
    let goOn = () => {};
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    const begin = async (name: string) => {
      let begun = () => {};
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      async function* body() {
        yield* pieces(1);
        begun();
        await paused;
        yield* pieces(39);
      }
      const stream = Readable.from(body(), { objectMode: false });
      const stored = store.put(`tests/${name}`, { stream, size: 40 * PIECE }, TYPE);
      await Promise.race([hasBegun, stored]);
      return { stored };
    };
    const [first, second] = [await begin('first'), await begin('second')];
    await expect(store.put('tests/third', { stream: pieces(40), size: 40 * PIECE }, TYPE)).rejects.toEqual(noSpace);
    await expect(store.put('tests/endless', { stream: pieces(12) }, TYPE)).rejects.toEqual(noSpace);
    expect(await store.put('tests/small', { stream: pieces(10), size: 10 * PIECE }, TYPE)).toBeDefined();
    goOn();
    expect(await Promise.all([first.stored, second.stored])).toHaveLength(2);
    await store.delete('tests/first');
    expect(await store.put('tests/third', { stream: pieces(40), size: 40 * PIECE }, TYPE)).toBeDefined();
  });

  it('into the space that a deleted file has freed', async () => {
    const store = storeWith(() => GIB + 100 * PIECE, GIB);
    let goOn = () => {};
    const deleted = new Promise<void>((resolve) => (goOn = resolve));
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    async function* paused() {
      yield* pieces(30);
      begun();
      await deleted;
      yield* pieces(40);
    }
    const put = store.put('tests/paused', { stream: Readable.from(paused(), { objectMode: false }) }, TYPE);
    await hasBegun;
    await store.put('tests/other', { stream: pieces(80) }, TYPE);
    await store.delete('tests/other');
    goOn();
    expect(await put).toMatchObject({ size: 70 * PIECE });
  });

  it('from a file of this disk, or joined from parts, only if both fit', async () => {
    let free = GIB + SIZE;
    const store = storeWith(() => free);
    const file = join(root, 'result.mp4');
    writeFileSync(file, Buffer.alloc(SIZE));
    const expected = { contentType: 'video/mp4', size: SIZE };
    const { uploadId: upload } = await store.createMultipart('tests/parts', expected);
    await store.receive('tests/parts', { size: String(SIZE), upload, part: '1' }, pieces());
    free = GIB + SIZE - 1;
    await expect(store.put('tests/file', { file }, TYPE)).rejects.toEqual(noSpace);
    await expect(store.completeMultipart('tests/parts', upload, expected)).rejects.toEqual(noSpace);
    free = GIB + SIZE;
    expect(await store.put('tests/file', { file }, TYPE)).toMatchObject({ size: SIZE });
    expect(await store.completeMultipart('tests/parts', upload, expected)).toMatchObject({ size: SIZE });
  });

  it('and says before one comes whether it would fit', async () => {
    const store = storeWith(() => GIB + SIZE);
    expect(await store.check(SIZE)).toBeUndefined();
    await expect(store.check(SIZE + 1)).rejects.toEqual(noSpace);
    expect(await storeWith(() => GIB - 1).check()).toBe('only 1023 MiB are free');
  });

  it('that blocks a key or marks a process, although the space is used up', async () => {
    const store = storeWith(() => 0);
    for (const bytes of [Buffer.alloc(0), Buffer.from('worker-1')]) {
      const source = { stream: Readable.from([bytes], { objectMode: false }), size: bytes.length };
      expect(await store.put('tests/small', source, TYPE)).toMatchObject({ size: bytes.length });
    }
  });
});

describe('an address of the local store', () => {
  const KEYS = new KeyRing(`v1:${randomBytes(32).toString('base64')}`);
  const links = (base = 'https://reelway.example') => new ObjectLinks(base, KEYS);
  const store = new LocalStorageAdapter(tmpdir(), links());
  const KEY = 'ingest/owner/a/source.mp4';
  const signed = async (expiresInSeconds: number, at = store) => new URL((await at.url(KEY, { expiresInSeconds })).url);
  const [EXPIRED, SHORT, LONG] = [-7 * 86_400, 3_600, 2 * 86_400];

  it.each([EXPIRED, SHORT])(
    'that ends in %i s is renewed for those who may read its file, for a day',
    async (seconds) => {
      const renewed = store.renew(await signed(seconds), 'ingest/owner/') ?? '';
      const { key, query } = links().keyOf(new URL(renewed)) ?? { key: '', query: {} };
      expect(key).toBe(KEY);
      expect(Number(store.allowedBy('GET', key, query).expires) - Date.now() / 1_000).toBeCloseTo(86_400, -2);
    },
  );

  it.each([
    ['is of the file of another owner', async () => store.renew(await signed(EXPIRED), 'ingest/other/')],
    ['lasts longer', async () => store.renew(await signed(LONG), 'ingest/owner/')],
    [
      'belongs to another installation',
      async () => {
        const other = new LocalStorageAdapter(tmpdir(), links('https://other.example'));
        return store.renew(await signed(EXPIRED, other), 'ingest/owner/');
      },
    ],
    [
      'was not signed here',
      async () => {
        const url = await signed(EXPIRED);
        url.pathname = url.pathname.replace('/a/', '/b/');
        return store.renew(url, 'ingest/owner/');
      },
    ],
  ])('stays as it is if it %s', async (_, renew) => {
    expect(await renew()).toBeUndefined();
  });
});
