import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { availableMegabytes } from './available-memory';

const MB = 2 ** 20;

describe('the available memory', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'available-memory-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const write = (folder: string, files: Readonly<Record<string, string>>) => {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), `${text}\n`);
  };

  it('of a machine without limits is what the system reports', () => {
    const whole = availableMegabytes(root);
    expect(whole).toBeGreaterThan(1);
    write('.', { 'memory.max': 'max', 'memory.current': String(50 * MB), 'memory.stat': 'inactive_file 0' });
    expect(availableMegabytes(root)).toBeLessThan(whole * 2);
    expect(availableMegabytes(root)).toBeGreaterThan(whole / 2);
  });

  it.each([
    ['first', 'memory', 'memory.limit_in_bytes', 'memory.usage_in_bytes', 'total_inactive_file'],
    ['second', '.', 'memory.max', 'memory.current', 'inactive_file'],
  ])(
    'of a container with control groups of the %s version counts cached files as free',
    (_, folder, limit, usage, cache) => {
      const stat = `anon 1\n${cache} ${3 * MB}\nactive_file 7`;
      write(folder, { [limit]: String(20 * MB), [usage]: String(15 * MB), 'memory.stat': stat });
      expect(availableMegabytes(root)).toBe(8);
    },
  );
});
