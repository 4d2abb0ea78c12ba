import type { CoreConfig } from '@app/core';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageHealth } from './storage-health.service';

describe('StorageHealth', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'storage-health-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const check = (dataDir: string) => new StorageHealth({ DATA_DIR: dataDir } as CoreConfig).check();

  it('makes its folder, writes, and leaves nothing behind', async () => {
    expect(await check(join(directory, 'data'))).toMatchObject({ status: expect.stringMatching(/^(ok|degraded)$/) });
    expect(readdirSync(join(directory, 'data/objects'))).toEqual([]);
  });

  it('says so when it cannot write, and hides the path', async () => {
    writeFileSync(join(directory, 'file'), '');
    const report = await check(join(directory, 'file'));
    expect(report).toEqual({ status: 'down', detail: expect.stringContaining('ENOTDIR') });
    expect(report.detail).not.toContain(directory);
  });
});
