import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '@app/core';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ObjectStores } from './object-stores';
import { LocalStorageAdapter } from './providers/local/local-storage.adapter';
import { ObjectLinks } from './providers/local/object-links';
import { storageUnavailable } from './storage.errors';
import { StorageHealthService } from './storage-health.service';
import type { StorageProvider } from './storage-provider';
import { StoreMarkersService } from './store-markers.service';

describe('StorageHealth', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'storage-health-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  /** No other process runs; test/e2e/operations/separate-stores has several. */
  const others = {
    countUnreadable: () => Promise.resolve(0),
    faultOf: () => undefined,
  } as unknown as StoreMarkersService;
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

  it('is down while a store that answers refuses new files, and ok soon after it accepts them again', async () => {
    jest.useFakeTimers();
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    let put = () => Promise.resolve();
    const store = {
      name: 's3',
      check: () => Promise.resolve(undefined),
      put: () => put(),
    } as unknown as StorageProvider;
    const stores = { renders: store, sources: store } as unknown as ObjectStores;
    const query = (text: string) => Promise.resolve(text.startsWith('delete') ? [[], 0] : []);
    const markers = new StoreMarkersService(stores, { query } as unknown as DataSource);
    const health = new StorageHealthService(stores, markers);
    /** The report after so many seconds. */
    const after = async (seconds: number) => {
      await jest.advanceTimersByTimeAsync(seconds * 1_000);
      return health.check();
    };
    markers.onApplicationBootstrap();
    expect(await after(1)).toEqual({ status: 'ok', detail: 's3' });
    put = () => Promise.reject(storageUnavailable('s3: the store answered 403 (AccessDenied).'));
    const detail = 's3: the store answered 403 (AccessDenied). Nothing can be written to it.';
    expect(await after(60)).toEqual({ status: 'down', detail });
    expect(await after(60)).toEqual({ status: 'down', detail });
    expect(warn).toHaveBeenCalledTimes(1);
    put = () => Promise.resolve();
    expect(await after(66)).toEqual({ status: 'ok', detail: 's3' });
    await markers.onModuleDestroy();
    jest.useRealTimers();
  });
});
