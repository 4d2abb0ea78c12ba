import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { KeyRing } from '@app/core';
import { LocalStorageAdapter } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

const GIB = 2 ** 30;
const KIB = 2 ** 10;
/** Received bytes after which the store looks at the disk again. */
const LOOK_EVERY = 64 * KIB;
const PIECES = 150;
/** Two looks and some more. */
const SIZE = PIECES * KIB;

describe('the local store receives a file', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'local-storage-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const storeWith = (freeBytes: () => number) => {
    const links = new ObjectLinks('http://x.test', new KeyRing(`v1:${randomBytes(32).toString('base64')}`));
    return new LocalStorageAdapter(root, links, () => Promise.resolve(freeBytes()), LOOK_EVERY);
  };
  const pieces = () =>
    Readable.from(
      Array.from({ length: PIECES }, () => Buffer.alloc(KIB)),
      { objectMode: false, highWaterMark: 1 },
    );
  const noSpace = expect.objectContaining({ code: 'storage_unavailable' });

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
});
