import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

describe('regular expressions', () => {
  it('that can take more than linear time are found, as literals and as texts', () => {
    const directory = mkdtempSync(join(tmpdir(), 'reelway-patterns-'));
    try {
      const file = join(directory, 'planted.ts');
      writeFileSync(
        file,
        [
          'export const exponential = /^(a+)+$/;',
          "export const polynomial = new RegExp('^x*x*y$', 'i');",
          'export const moving = /\\/+$/;',
          'export const linear = /^[a-z]+-[a-z]+$/;',
        ].join('\n'),
      );
      const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/check-patterns.mjs'), file], {
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stdout.match(/planted\.ts:\d/g)).toEqual(['planted.ts:1', 'planted.ts:2', 'planted.ts:3']);
      expect(stdout).toContain('exponential when "a" repeats');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
