import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWorkFolder } from './work-folder';

describe('work folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'reelway-folders-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('are made beside one whose owner was killed before it wrote its name; that one is removed after a day', async () => {
    const left = join(root, 'reelway-render-left');
    mkdirSync(left);
    writeFileSync(join(left, '.owner'), '');
    const made = await makeWorkFolder(root);
    expect(readdirSync(root).sort()).toEqual(['reelway-render-left', made.slice(root.length + 1)].sort());
    const longAgo = Date.now() / 1_000 - 25 * 3_600;
    utimesSync(left, longAgo, longAgo);
    const next = await makeWorkFolder(root);
    expect(readdirSync(root).sort()).toEqual([made, next].map((path) => path.slice(root.length + 1)).sort());
  });
});
