import { pbkdf2 } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { LocalFiles } from './local-files';

/** Keeps all threads of this process busy, so that each file operation takes some milliseconds. */
function occupyThreads(): () => void {
  let ended = false;
  const occupy = () => {
    if (!ended) pbkdf2('password', 'salt', 20_000, 64, 'sha512', occupy);
  };
  for (let count = 0; count < 8; count++) occupy();
  return () => {
    ended = true;
  };
}

describe('files of the local store', () => {
  it('exist before the first byte is read, so that none is left when the source fails at once', async () => {
    const root = mkdtempSync(join(tmpdir(), 'local-files-'));
    const unfinished = () => readdirSync(join(root, '.incoming')).length;
    const seen: number[] = [];
    const failing = new Readable({
      read() {
        seen.push(unfinished());
        this.destroy(new Error('the source broke'));
      },
    });
    const describe = () => ({ contentType: 'text/plain', checksum: null, size: 1 });
    const release = occupyThreads();
    const written = new LocalFiles(root).write('tests/a', failing, describe).finally(release);
    await expect(written).rejects.toThrow('the source broke');
    expect(seen).toEqual([1]);
    expect(unfinished()).toBe(0);
    rmSync(root, { recursive: true });
  });
});
