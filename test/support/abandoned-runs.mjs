// A killed test run leaves its servers and its folder behind; the next run removes them.
import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const RUN_PREFIX = 'reelway-test-';

const core = () => createRequire(import.meta.url)('../../dist/libs/core/src/index.js');

/** Records a process of the run that owns `directory`: first Jest, then its servers. */
export function rememberProcess(directory, pid) {
  appendFileSync(join(directory, 'processes'), `${pid} ${core().processIdentity(pid)}\n`);
}

export function sweepAbandonedRuns() {
  const { processIdentity } = core();
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(RUN_PREFIX))) {
    const directory = join(tmpdir(), name);
    try {
      const processes = readFileSync(join(directory, 'processes'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(' '));
      const [jest, ...servers] = processes.map(([pid, identity]) => ({
        pid: Number(pid),
        lives: processIdentity(Number(pid)) === identity,
      }));
      if (jest.lives) continue;
      for (const { pid, lives } of servers) if (lives) process.kill(pid, 'SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another run is just creating it, or it belongs to another user: leave it.
    }
  }
}
