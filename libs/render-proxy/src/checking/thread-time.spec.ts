import { Worker } from 'node:worker_threads';
import { watchThread } from './thread-time';

/** Sends its file in /proc, then works or waits for ever. */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readlinkSync } = require('node:fs');
  parentPort.postMessage('/proc/' + readlinkSync('/proc/thread-self') + '/stat');
  setTimeout(() => {
    if (workerData === 'waits') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    for (;;);
  });
`;

/** The limit that a thread exceeds first. */
async function exceeded(activity: 'works' | 'waits', limits: { processorMs: number; elapsedMs: number }) {
  const thread = new Worker(PROGRAM, { eval: true, workerData: activity });
  try {
    const file = await new Promise<string>((resolve) => thread.once('message', resolve));
    return await new Promise((resolve) => watchThread(file, limits, resolve));
  } finally {
    await thread.terminate();
  }
}

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

describeOnLinux('the watch over a thread', () => {
  it('ends one that has used its processor time', async () => {
    expect(await exceeded('works', { processorMs: 200, elapsedMs: 170_000 })).toBe('processor');
  });

  it('does not count the time during which a thread did not run', async () => {
    expect(await exceeded('waits', { processorMs: 200, elapsedMs: 1_000 })).toBe('elapsed');
  });

  it('does not take the end of a thread for too much processor time', async () => {
    const thread = new Worker(PROGRAM, { eval: true, workerData: 'waits' });
    const file = await new Promise<string>((resolve) => thread.once('message', resolve));
    const limit = new Promise((resolve) => watchThread(file, { processorMs: 200, elapsedMs: 1_000 }, resolve));
    await thread.terminate();
    expect(await limit).toBe('elapsed');
  });

  it('takes elapsed time where the system shows no processor time', async () => {
    const limit = await new Promise((resolve) =>
      watchThread(undefined, { processorMs: 50, elapsedMs: 1_000 }, resolve),
    );
    expect(limit).toBe('processor');
  });
});
