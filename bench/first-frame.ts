import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Servers } from './installation';
import { interleave } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

/** Short enough to show differences, long enough not to slow down the measured processes. */
const LOOK_EVERY_MS = 10;
const EDIT = JSON.stringify({
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 1 }] }] },
  output: { format: 'png', size: { width: 320, height: 180 } },
});
const ENDED = ['completed', 'failed'];

/** The time from a POST to the moment when a worker takes the render, and to its first finished frame. */
export async function measureFirstFrame(machine: Servers, pace: { rounds: number }): Promise<Section> {
  const { env, apiKey, databaseUrl, userId } = await machine.install('first_frame');
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query(
    `select token_grant('bench', $1, $1, 9000000000000, 'purchase', 40::smallint, null, null, 'bench', null)`,
    [userId],
  );
  const [api, worker] = await Promise.all([
    ServerProcess.start('apps/api/src/main', {
      ...env,
      API_PORT: '0',
      API_HOST: '127.0.0.1',
      RATE_LIMIT_MAX: '100000',
    }),
    ServerProcess.start('apps/worker/src/main', env),
  ]);
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const ask = async <T>(path: string, body?: string): Promise<T> => {
    const answer = await fetch(`${api.url}${path}`, { method: body ? 'POST' : 'GET', headers, body });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  /** Milliseconds until the render has one of the statuses; waits for its end so that rounds do not overlap. */
  const until = async (isReached: (status: string) => boolean): Promise<number> => {
    const began = performance.now();
    const { job_id: id } = await ask<{ job_id: string }>('/api/v1/render', EDIT);
    for (let reached: number | undefined; ; await sleep(LOOK_EVERY_MS)) {
      const { status } = await ask<{ status: string }>(`/api/v1/job/${id}`);
      if (status === 'failed') throw new Error('the render failed');
      if (isReached(status)) reached ??= performance.now() - began;
      if (ENDED.includes(status)) return reached ?? Number.NaN;
    }
  };
  try {
    const results = await interleave(
      [
        { name: 'taken by a worker', measure: () => until((status) => status !== 'queued') },
        { name: 'the first frame is finished', measure: () => until((status) => status === 'completed') },
      ],
      pace.rounds,
    );
    const note = `From the POST; a picture of one frame, status read every ${LOOK_EVERY_MS} ms.`;
    return section('First frame', 'ms', note, results);
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
    await database.end();
  }
}
