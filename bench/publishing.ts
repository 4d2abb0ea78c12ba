import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation, Servers } from './installation';
import type { ArmResult } from './measurement';
import { PublishingChannel } from './publishing-channel';
import { figureOf, ResidentMemory } from './resident-memory';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

const LOOK_EVERY_MS = 100;
const AT_ONCE = 4;
/** The worker is killed after this share of the file. */
const KILLED_AFTER = 0.4;
/** Size of the other files as a share of the large one; memory does not depend on the size. */
const SMALL_SHARE = 0.1;
const GIB = 1024 ** 3;

/**
 * Publishing of large files from the local store on the YouTube emulator, which keeps only their length and digest:
 * one file, several at the same time, and one whose worker is killed. Linux only.
 * @param pace `gigabytes`: size of the one file; the others have a tenth of it
 */
export async function measurePublishing(machine: Servers, { gigabytes }: { gigabytes: number }): Promise<Section[]> {
  if (process.platform !== 'linux') return [];
  const installation = await machine.install('publishing');
  const emulators = await ServerProcess.start('apps/emulators/src/main', {});
  const env = { ...installation.env, ...emulators.announced.env };
  const api = await ServerProcess.start('apps/api/src/main', { ...env, PORT: '0' });
  try {
    const channel = await PublishingChannel.connect(installation, api.url, `${emulators.url}/youtube`);
    try {
      return await sectionsOf({ channel, env }, gigabytes);
    } finally {
      await channel.close();
    }
  } finally {
    await api.stop();
    await emulators.stop();
  }
}

async function sectionsOf(bench: Bench, gigabytes: number): Promise<Section[]> {
  const [large, small] = [Math.round(gigabytes * GIB), Math.round(gigabytes * SMALL_SHARE * GIB)];
  const one = await published(bench, [large]);
  const several = await published(
    bench,
    Array.from({ length: AT_ONCE }, () => small),
  );
  const resumed = await afterKill(bench, small);
  const memory: ArmResult[] = [
    figureOf('a worker before', one.before),
    figureOf('… while it publishes one file', one.peak),
    figureOf(`… while it publishes ${AT_ONCE}`, several.peak),
  ];
  const speed = [figureOf('one file', one.speed), figureOf(`${AT_ONCE} files together`, several.speed)];
  const reading = [figureOf('the whole file', small / GIB), figureOf('read by the worker that goes on', resumed)];
  const sizes = `One file of ${gigabytes} GiB, ${AT_ONCE} of a tenth of it`;
  const overlap = `${sizes}; at most ${several.atOnce} were sent at the same time.`;
  const killed = `Killed after ${KILLED_AFTER * 100} % of the file; another worker goes on.`;
  return [
    section('Publishing, resident memory', 'MB', overlap, memory),
    section('Publishing, speed', 'MB/s', `${sizes}. The emulator computes SHA-256 on the same machine.`, speed),
    section('Publishing, continued after its worker was killed', 'GiB', killed, reading),
  ];
}

interface Bench {
  channel: PublishingChannel;
  env: Installation['env'];
}

const startWorker = (env: Bench['env']) => ServerProcess.start('apps/worker/src/main', env);

/** Publishes files with a worker of its own. */
async function published({ channel, env }: Bench, sizes: readonly number[]) {
  const worker = await startWorker(env);
  try {
    const memory = new ResidentMemory(worker.process.pid);
    const before = memory.peak();
    const began = performance.now();
    const posts = await Promise.all(sizes.map((bytes) => channel.post(bytes)));
    let atOnce = 0;
    for (;;) {
      const states = await channel.statesOf(posts);
      atOnce = Math.max(
        atOnce,
        states.filter(({ status, progress }) => status === 'publishing' && progress > 0).length,
      );
      if (states.every(({ status }) => isLive(status))) break;
      await sleep(LOOK_EVERY_MS);
    }
    const seconds = (performance.now() - began) / 1_000;
    const megabytes = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1_000_000;
    return { before, peak: memory.peak(), speed: megabytes / seconds, atOnce };
  } finally {
    await worker.stop();
  }
}

/** Kills the worker in the middle of a file. @returns what the next worker read, in GiB */
async function afterKill({ channel, env }: Bench, bytes: number): Promise<number> {
  const posts = [await channel.post(bytes)];
  const progressed = async () => ((await channel.statesOf(posts))[0]?.progress ?? 0) >= KILLED_AFTER;
  const first = await startWorker(env);
  try {
    while (!(await progressed())) await sleep(LOOK_EVERY_MS);
  } finally {
    const exited = once(first.process, 'exit');
    first.process.kill('SIGKILL');
    await exited;
  }
  await channel.releaseLeases();
  const second = await startWorker(env);
  try {
    const before = bytesRead(second.process.pid);
    while (!(await channel.statesOf(posts)).every(({ status }) => isLive(status))) await sleep(LOOK_EVERY_MS);
    return (bytesRead(second.process.pid) - before) / GIB;
  } finally {
    await second.stop();
  }
}

const isLive = (status: string): boolean => status === 'published' || status === 'verified';

/** Everything that a process has read, from files and from connections. */
const bytesRead = (pid: number | undefined): number =>
  Number(/^rchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
