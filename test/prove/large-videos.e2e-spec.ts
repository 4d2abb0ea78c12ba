import { createHash } from 'node:crypto';
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { PublishingInstallation } from '../support/harness/publishing-installation';
import type { TestWorker } from '../support/harness/test-worker';
import { waitUntil } from '../support/harness/wait-until';

const BYTES = Math.round(Number(process.env.PROVE_GIGABYTES ?? 10) * 1_000_000_000);
const AT_ONCE = 4;
/** Megabytes of a worker while it publishes one video. */
const MOST_MEMORY = 350;
/** For a machine that sends 10 MB a second. */
const timeoutMs = 60_000 + (AT_ONCE * BYTES) / 10_000;

/** `npm run publish:prove`: the worker sends videos of any size in constant memory. */
describe('a large video', () => {
  let here: PublishingInstallation;
  let worker: TestWorker | undefined;
  beforeAll(async () => {
    here = await PublishingInstallation.start({ WORKER_CONCURRENCY: String(AT_ONCE) });
    await here.enter('lifetime');
  });
  afterEach(() => worker?.stop());
  afterAll(() => here?.close());

  /** A video of zeros, which takes no room on the disk, ready for YouTube. No worker must run yet. */
  const ready = async (accountId: string) => {
    const account = { id: accountId, platform: 'youtube', overrides: { privacy: 'unlisted' } };
    const { uploadId, caption } = await here.ready([account]);
    const [{ key } = { key: '' }] = await here.at.sql<{ key: string }>(
      `update publications set file = (file::jsonb || jsonb_build_object('sizeBytes', $2::bigint))::json where upload_id = $1
       returning file ->> 'key' as key`,
      uploadId,
      BYTES,
    );
    for (const size of [0, BYTES]) truncateSync(join(here.at.env.DATA_DIR ?? '', 'objects', key), size);
    return { uploadId, caption };
  };

  /** Publishes videos with one worker. Returns the peak of its resident memory in MB. */
  const publish = async (count: number) => {
    const accountId = await here.at.connectedOn('youtube');
    const videos = [];
    while (videos.length < count) videos.push(await ready(accountId));
    worker = await here.anotherWorker();
    const isLive = async ({ caption }: { caption: string }) =>
      (await here.live('youtube', caption))[0]?.bytes === BYTES;
    for (const video of videos) await waitUntil(() => isLive(video), { timeoutMs, intervalMs: 250 });
    const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${worker.pid}/status`, 'utf8')) ?? [];
    const [post] = await here.live('youtube', videos[0]?.caption ?? '');
    return { megabytes: Number(peak) / 1_024, sha256: post?.sha256 };
  };

  const report = (figures: object) => process.stdout.write(`${JSON.stringify({ bytes: BYTES, ...figures })}\n`);

  it(
    `[peers 3.13] [emulator 29] of ${BYTES} bytes is published as it is, in constant memory`,
    async () => {
      const { megabytes, sha256 } = await publish(1);
      report({ atOnce: 1, megabytes });
      expect(sha256).toBe(digestOfZeros(BYTES));
      expect(megabytes).toBeLessThanOrEqual(MOST_MEMORY);
    },
    timeoutMs,
  );

  it(
    `[peers 3.14] [emulator 29] takes no more memory when ${AT_ONCE} are published at the same time`,
    async () => {
      const { megabytes } = await publish(AT_ONCE);
      report({ atOnce: AT_ONCE, megabytes });
      expect(megabytes).toBeLessThanOrEqual(AT_ONCE * MOST_MEMORY);
      expect(await here.at.emulators.youtube.violations()).toEqual([]);
    },
    timeoutMs,
  );
});

function digestOfZeros(bytes: number): string {
  const [hash, piece] = [createHash('sha256'), Buffer.alloc(1_000_000)];
  for (let left = bytes; left > 0; left -= piece.length) hash.update(piece.subarray(0, Math.min(piece.length, left)));
  return hash.digest('hex');
}
