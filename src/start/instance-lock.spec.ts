import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@app/core';
import { AlreadyRunningError, InstanceLock } from './instance-lock';

describe('InstanceLock', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'instance-lock-'));
    file = join(directory, 'instance.lock');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('has one holder at a time', async () => {
    const first = new InstanceLock(directory);
    const second = new InstanceLock(directory);
    await first.acquire();
    await expect(second.acquire()).rejects.toThrow(AlreadyRunningError);
    second.release();
    expect(existsSync(file)).toBe(true);
    first.release();
    await second.acquire();
    expect(second.isHeld).toBe(true);
  });

  it('is taken from a holder whose process id now belongs to another process', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, identity: 'another boot/1', children: [] }));
    await new InstanceLock(directory).acquire();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken when its file is damaged', async () => {
    writeFileSync(file, '{"pid":');
    await new InstanceLock(directory).acquire();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('waits for the children of a killed holder', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 400)']);
    writeFileSync(
      file,
      JSON.stringify({ pid: process.pid, identity: 'another boot/1', children: [{ name: 'api', pid: child.pid }] }),
    );
    await new InstanceLock(directory).acquire();
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });

  it('goes to one of two starts that find a dead holder', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, identity: 'another boot/1', children: [] }));
    const results = await Promise.allSettled([
      new InstanceLock(directory).acquire(),
      new InstanceLock(directory).acquire(),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
