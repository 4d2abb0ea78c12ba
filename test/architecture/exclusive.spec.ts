import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(__dirname, '../../scripts/exclusive.mjs');

describe('the lock of the build and of the installation', () => {
  let directory: string;
  let lockFile: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'reelway-lock-'));
    lockFile = join(directory, '.lock');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** A program that takes the lock after `prologue`. */
  const program = (prologue: string, work = '() => console.log("done")') => [
    '--input-type=module',
    '-e',
    `import { writeFileSync } from 'node:fs';
     import { exclusive } from ${JSON.stringify(script)};
     const lockFile = ${JSON.stringify(lockFile)};
     ${prologue};
     await exclusive(lockFile, ${work}, () => console.log('waits'));`,
  ];
  /** What it prints; nothing when it still waits after ten seconds. */
  const printed = (prologue: string) =>
    spawnSync(process.execPath, program(prologue), { encoding: 'utf8', timeout: 10_000, killSignal: 'SIGKILL' }).stdout;

  it.each([
    ['that a full disk left empty', `writeFileSync(lockFile, '')`],
    ['that names no process', `writeFileSync(lockFile, '{"pid')`],
    ['of a killed process that had our id', 'writeFileSync(lockFile, String(process.pid))'],
    ['of a killed process whose id another has now', 'writeFileSync(lockFile, `${process.ppid} earlier boot/1`)'],
  ])('is taken in spite of a file %s', (_, prologue) => {
    expect(printed(prologue)).toMatch(/done\n$/);
    expect(existsSync(lockFile)).toBe(false);
  });

  it('is not taken from a process that works', async () => {
    const holder = spawn(
      process.execPath,
      program('', '() => new Promise((end) => process.stdin.once("end", end).resume())'),
    );
    try {
      while (!existsSync(lockFile)) await new Promise((resolve) => setTimeout(resolve, 20));
      const waiter = spawn(process.execPath, program(''));
      const lines: string[] = [];
      waiter.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().trim().split('\n')));
      while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(lines).toEqual(['waits']);
      const closed = new Promise((resolve) => waiter.once('close', resolve));
      holder.stdin.end();
      await closed;
      expect(lines).toEqual(['waits', 'done']);
    } finally {
      holder.kill('SIGKILL');
    }
  });

  it('is taken once at a time within a process', () => {
    const twice = `await Promise.all([1, 2].map((name) => exclusive(lockFile, async () => {
      console.log('begin', name);
      await new Promise((resolve) => setTimeout(resolve, 300));
      console.log('end', name);
    })))`;
    expect(printed(twice).replace(/\d/g, '')).toBe('begin \nend \nbegin \nend \ndone\n');
  });
});
