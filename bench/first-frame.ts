import { setTimeout as sleep } from 'node:timers/promises';
import type { Servers } from './installation';
import { interleave } from './measurement';
import { prepareAccount, RenderClient } from './render-client';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

/** Short enough to show differences, long enough not to slow down the measured processes. */
const LOOK_EVERY_MS = 10;
const editOf = (format: string) => ({
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 2 }] }] },
  output: { format, size: { width: 320, height: 180 } },
});
const ENDED = ['completed', 'failed'];

/** Pause before each measurement, in which the process that the previous one used is replaced in the background. */
const CALM_MS = 2_000;

/**
 * The time from a POST to the moment when a worker takes the render, to its first finished frame, to a finished video of
 * two seconds, and to the answer of a preview. The uncounted first round starts the spare processes.
 */
export async function measureFirstFrame(machine: Servers, pace: { rounds: number }): Promise<Section> {
  const installation = await machine.install('first_frame');
  await prepareAccount(installation);
  const { env, apiKey } = installation;
  const here = { API_PORT: '0', API_HOST: '127.0.0.1', RATE_LIMIT_MAX: '100000' };
  const [api, worker] = await Promise.all([
    ServerProcess.start('apps/api/src/main', { ...env, ...here }),
    ServerProcess.start('apps/worker/src/main', env),
  ]);
  const client = new FirstFrame(new RenderClient(api.url, apiKey));
  try {
    const results = await interleave(
      [
        { name: 'taken by a worker', measure: () => client.until((status) => status !== 'queued', 'png') },
        { name: 'the first frame is finished', measure: () => client.until(isCompleted, 'png') },
        { name: 'a video of 2 s is finished', measure: () => client.until(isCompleted, 'mp4') },
        { name: 'a preview is answered', measure: () => client.preview() },
      ],
      pace.rounds,
    );
    const note = `From the POST, ${CALM_MS / 1_000} s after the previous one; a title at 320 × 180, status read every ${LOOK_EVERY_MS} ms.`;
    return section('First frame', 'ms', note, results);
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
  }
}

const isCompleted = (status: string) => status === 'completed';

/** Measures one request after the other. */
class FirstFrame {
  constructor(private readonly client: RenderClient) {}

  /** Milliseconds until the render has one of the statuses; waits for its end so that rounds do not overlap. */
  async until(isReached: (status: string) => boolean, format: string): Promise<number> {
    await sleep(CALM_MS);
    const began = performance.now();
    const id = await this.client.render(editOf(format));
    for (let reached: number | undefined; ; await sleep(LOOK_EVERY_MS)) {
      const { status } = await this.client.job(id);
      if (status === 'failed') throw new Error('the render failed');
      if (isReached(status)) reached ??= performance.now() - began;
      if (ENDED.includes(status)) return reached ?? Number.NaN;
    }
  }

  /** Milliseconds until the picture has arrived. */
  async preview(): Promise<number> {
    await sleep(CALM_MS);
    const began = performance.now();
    await this.client.preview(editOf('mp4'));
    return performance.now() - began;
  }
}
