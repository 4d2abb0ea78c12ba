import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppError, remoteFetchFailed } from '@app/core';
import { ffmpegUnavailable } from '@app/media';
import type { EditSource } from '../../edit/sources-of';
import { DEFAULT_SOURCE_LIMITS, SourceGatherer, type SourceLimits } from './gather-sources';
import { type FetchLimits, SourceFetcher } from './source-fetcher';
import type { SourcePreparer } from './source-preparer';

/** `missing` is not there, and `svg` is a picture; any other source is held up by its server until the caller has enough. */
class HeldUp extends SourceFetcher {
  readonly asked: string[] = [];

  async fetch(url: string, destination: string, { signal }: FetchLimits): Promise<number> {
    this.asked.push(url);
    if (url.includes('missing')) throw remoteFetchFailed('x.test answered 404.');
    if (url.includes('svg')) {
      writeFileSync(destination, '<svg xmlns="http://www.w3.org/2000/svg"/>');
      return 1;
    }
    signal.throwIfAborted();
    await once(signal, 'abort');
    throw signal.reason;
  }
}

describe('gathering the sources of an edit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gather-sources-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const many = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `https://x.test/${name}-${index}.png`);
  const gather = async (
    addresses: readonly string[],
    limits: Partial<SourceLimits>,
    signal?: AbortSignal,
    preparer: Partial<SourcePreparer> = {},
  ) => {
    const fetcher = new HeldUp();
    const sources = addresses.map((src, index): EditSource => ({ path: `[${index}]`, src, purpose: 'media' }));
    const gatherer = new SourceGatherer(fetcher, preparer as SourcePreparer, { ...DEFAULT_SOURCE_LIMITS, ...limits });
    const error = await gatherer
      .gather(sources, folder, signal ?? new AbortController().signal, () => undefined)
      .then(
        () => undefined,
        (reason: AppError) => reason,
      );
    return { error, faults: error?.options?.errors ?? [], asked: fetcher.asked };
  };

  it('ends soon after the first bad source, without the sources that have not arrived', async () => {
    const { error, faults, asked } = await gather([...many('missing', 1), ...many('held', 100)], { afterFaultMs: 100 });
    expect(error?.code).toBe('render_source_refused');
    expect(faults).toEqual([expect.objectContaining({ path: '[0]', code: 'remote_fetch_failed' })]);
    expect(asked).toHaveLength(5);
  });

  it('names all bad sources that are found meanwhile', async () => {
    const { faults } = await gather([...many('held', 1), ...many('missing', 50)], { afterFaultMs: 1_000 });
    expect(faults.map(({ path }) => path)).toEqual(Array.from({ length: 50 }, (_, index) => `[${index + 1}]`));
  });

  it('has one time limit for all sources together', async () => {
    const { faults, asked } = await gather(many('held', 100), { allTimeoutMs: 1_000, timeoutMs: 600_000 });
    const late = {
      code: 'remote_fetch_timeout',
      message: expect.stringContaining('The sources of the edit did not all arrive within 1 s.'),
    };
    expect(faults).toEqual(many('held', 4).map(() => expect.objectContaining(late)));
    expect(asked).toHaveLength(4);
  });

  it('ends with the reason of a render that is stopped', async () => {
    const stop = new AbortController();
    const gathering = gather(many('held', 4), {}, stop.signal);
    stop.abort(new Error('cancelled'));
    expect((await gathering).error).toMatchObject({ message: 'cancelled' });
  });

  it('refuses no source because this machine cannot inspect it, and waits for no other', async () => {
    const preparer = { prepare: () => Promise.reject(ffmpegUnavailable()) };
    const addresses = ['https://x.test/svg', ...many('held', 3)];
    const { error } = await gather(addresses, {}, undefined, preparer);
    expect(error).toMatchObject({ code: 'ffmpeg_unavailable', retryable: true });
  });
});
