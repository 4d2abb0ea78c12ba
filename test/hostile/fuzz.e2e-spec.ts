import fc from 'fast-check';
import { drawnEditArbitrary, editArbitrary } from '../support/fuzz/edit-arbitrary';
import { describeWithFfmpeg } from '../support/harness/render-harness';
import { waitUntil } from '../support/harness/wait-until';
import { WatchedInstance } from '../support/harness/watched-instance';
import { httpClient } from '../support/servers/http-client';

const { FUZZ_SECONDS = '20', FUZZ_SEED } = process.env;
/** Half of the time for edits, half for renders. */
const seconds = Number(FUZZ_SECONDS) / 2;
const seed = FUZZ_SEED === undefined ? Date.now() % 2 ** 31 : Number(FUZZ_SEED);

const pace = { seed, numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1_000 };
/** Repeats a short run when others waited too long, so that a disturbance of the machine does not count. */
const attempts = seconds > 60 ? 1 : 3;
/** How the owner of a render sees an error of ours. */
const OUR_FAULTS = ['render_failed', 'internal_error'];

jest.setTimeout((seconds + 300) * 1_000);

interface Job {
  status: string;
  error: { code: string; message: string } | null;
}

describeWithFfmpeg('generated edits (needs ffmpeg)', () => {
  let here: WatchedInstance;
  beforeAll(
    async () => (here = await new WatchedInstance({ RATE_LIMIT_REQUESTS: '100000', RATE_LIMIT_WINDOW: '1' }).start()),
  );
  let isOver = false;
  afterAll(async () => {
    isOver = true;
    await here?.dispose();
  });

  /** Follows and violates the published contract. `npm run fuzz -- MINUTES` does the same for longer. */
  it('get an answer that is not a 5xx, in time, and restart nothing', async () => {
    const answers = new Map<number, number>();
    await here.during(
      () =>
        fc.assert(
          fc.asyncProperty(editArbitrary(), async (edit) => {
            const { status } = await here.attackInTime('/api/v1/estimate', edit);
            answers.set(status, (answers.get(status) ?? 0) + 1);
          }),
          pace,
        ),
      { attempts },
    );
    process.stdout.write(`fuzz: seed ${seed}, answers ${JSON.stringify(Object.fromEntries(answers))}\n`);
    expect(answers.get(200)).toBeGreaterThan(0);
    expect(answers.get(422)).toBeGreaterThan(0);
  });

  it('render, or end with a fault of the edit', async () => {
    const call = httpClient(here.details.url);
    const token = here.details.api_key;
    const ends = new Map<string, number>();
    const end = async (id: string): Promise<Job> =>
      waitUntil(
        async () => {
          // The time limit leaves the last render to itself.
          if (isOver) return { status: 'cancelled', error: null };
          const { body } = await call<Job>('GET', `/api/v1/job/${id}`, { token });
          return ['completed', 'failed', 'cancelled'].includes(body.status) ? body : undefined;
        },
        { timeoutMs: 120_000, intervalMs: 100 },
      );
    await here.during(
      () =>
        fc.assert(
          fc.asyncProperty(drawnEditArbitrary(), async (edit) => {
            const accepted = await here.attackJson('/api/v1/render', edit, token);
            if (accepted.status !== 201) return;
            const { status, error } = await end((JSON.parse(accepted.text) as { job_id: string }).job_id);
            ends.set(error?.code ?? status, (ends.get(error?.code ?? status) ?? 0) + 1);
            expect(OUR_FAULTS).not.toContain(error?.code);
          }),
          { ...pace, endOnFailure: true },
        ),
      { attempts },
    );
    process.stdout.write(`fuzz: seed ${seed}, renders ${JSON.stringify(Object.fromEntries(ends))}\n`);
    expect(ends.get('completed')).toBeGreaterThan(0);
  });
});
