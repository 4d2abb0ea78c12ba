import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '@app/core';
import { ObjectStores } from './object-stores';
import { LocalStorageAdapter } from './providers/local/local-storage.adapter';
import { ObjectLinks } from './providers/local/object-links';
import { StorageHealthService } from './storage-health.service';
import type { StoreMarkersService } from './store-markers.service';

describe('StorageHealth', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'storage-health-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  /** No other process runs; test/e2e/operations/separate-stores has several. */
  const others = { countUnreadable: () => Promise.resolve(0) } as unknown as StoreMarkersService;
  const check = (root: string) => {
    const links = new ObjectLinks('http://x.test', new KeyRing(`v1:${randomBytes(32).toString('base64')}`));
    return new StorageHealthService(new ObjectStores({}, [new LocalStorageAdapter(root, links)]), others).check();
  };

  it('creates its folder, writes, and leaves nothing behind', async () => {
    expect(await check(join(directory, 'objects'))).toMatchObject({
      status: expect.stringMatching(/^(ok|degraded)$/),
      detail: expect.stringContaining('local'),
    });
    expect(readdirSync(directory, { recursive: true })).toEqual(['objects', 'objects/.incoming']);
  });

  it('says so when it cannot write, and hides the path', async () => {
    writeFileSync(join(directory, 'file'), '');
    const report = await check(join(directory, 'file/objects'));
    expect(report).toEqual({ status: 'down', detail: expect.stringContaining('ENOTDIR') });
    expect(report.detail).not.toContain(directory);
  });
});
