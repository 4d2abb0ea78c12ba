import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { KeyRing } from '@app/core';
import { LocalStorageAdapter } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
/** Two of the pieces after which the store looks at the disk, and some more. */
const SIZE = 150 * MIB;

describe('the local store receives a file', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'local-storage-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const storeWith = (freeBytes: () => number) => {
    const links = new ObjectLinks('http://x.test', new KeyRing(`v1:${randomBytes(32).toString('base64')}`));
    return new LocalStorageAdapter(root, links, () => Promise.resolve(freeBytes()));
  };
  const pieces = (count: number) =>
    Readable.from(
      Array.from({ length: count }, () => Buffer.alloc(MIB)),
      { objectMode: false },
    );
  const noSpace = expect.objectContaining({ code: 'storage_unavailable' });

  it('that leaves one GiB of the disk for renders and the database', async () => {
    await storeWith(() => GIB + SIZE).receive('tests/fits', { size: String(SIZE) }, pieces(150));
    expect(readdirSync(join(root, 'tests'))).toEqual(['fits']);
  });

  it('not at all if it would leave less, and leaves its body to the answer', async () => {
    const body = pieces(150);
    const store = storeWith(() => GIB + SIZE - 1);
    await expect(store.receive('tests/large', { size: String(SIZE) }, body)).rejects.toEqual(noSpace);
    const upload = await store.createMultipart('tests/parts', { contentType: 'video/mp4', size: SIZE });
    const part = { size: String(SIZE), upload: upload.uploadId, part: '1' };
    await expect(store.receive('tests/parts', part, pieces(150))).rejects.toEqual(noSpace);
    expect(body.destroyed).toBe(false);
    expect(readdirSync(join(root, '.incoming'))).toEqual([]);
    expect(await store.listParts('tests/parts', upload.uploadId)).toEqual([]);
  });

  it('no further when others have taken the space for its rest', async () => {
    const seen = [GIB + SIZE, GIB + SIZE - 64 * MIB, GIB + 1];
    await expect(
      storeWith(() => seen.shift() ?? 0).receive('tests/late', { size: String(SIZE) }, pieces(150)),
    ).rejects.toEqual(noSpace);
    expect(seen).toEqual([]);
    expect(readdirSync(join(root, '.incoming'))).toEqual([]);
  });
});
