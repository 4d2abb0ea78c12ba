import { type ChildProcess, spawn } from 'node:child_process';
import { type Excess, ProcessBox } from './process-box';
import { killGroup } from './process-group';

const WORKER = 'const held = Buffer.alloc(60e6, 1); setInterval(() => held.length, 1_000)';

(process.platform === 'linux' ? describe : describe.skip)('the box of a process group (Linux)', () => {
  let leader: ChildProcess | undefined;
  afterEach(() => {
    if (leader?.pid) killGroup(leader.pid);
  });

  const excessOf = (processes: number) => {
    const each = `"${process.execPath}" -e "${WORKER}" & `;
    const shell = spawn('/bin/sh', ['-c', `${each.repeat(processes)} wait`], { detached: true, stdio: 'ignore' });
    leader = shell;
    return new Promise<Excess | undefined>((resolve) => {
      const box = new ProcessBox(shell.pid ?? 0, { memoryMb: 150, processorSeconds: 600 }, resolve);
      setTimeout(() => (box.close(), resolve(undefined)), 20_000).unref();
    });
  };

  it('ends when its processes together use too much memory, though none of them does', async () => {
    expect(await excessOf(12)).toBe('memory');
  }, 30_000);
});
