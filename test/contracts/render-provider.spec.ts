import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError, InputFault } from '@app/core';
import type { Edit, ProviderStage, ProviderState, RenderOrder } from '@app/render-proxy';
import { describeWithFfmpeg } from '../support/harness/render-harness';
import { fetchOutput, localBench, type ProviderBench, shotstackBench } from '../support/harness/render-providers';
import { waitUntil } from '../support/harness/wait-until';

const STAGES: readonly ProviderStage[] = ['queued', 'fetching', 'rendering', 'saving'];
const never = new AbortController().signal;

/** The guarantees of every render provider; see `RenderProvider`. */
describeWithFfmpeg.each([
  ['local', localBench],
  ['shotstack', shotstackBench],
] as const)('the render provider %s (needs ffmpeg)', (name, start) => {
  let bench: ProviderBench;
  let folder: string;
  beforeAll(async () => {
    bench = await start();
    folder = mkdtempSync(join(tmpdir(), 'reelway-provider-'));
  });
  afterAll(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  const editOf = (src: string, output: object = {}, clip: object = {}) => ({
    timeline: { tracks: [{ clips: [{ asset: { type: 'image', src }, start: 0, length: 2, ...clip }] }] },
    output: { format: 'mp4', size: { width: 160, height: 90 }, fps: 12, ...output },
  });
  const order = (edit: unknown): RenderOrder => ({
    renderId: 'render-1',
    edit: bench.read(edit),
    maxSeconds: 60,
  });
  const faultsOf = (edit: unknown): readonly InputFault[] => {
    try {
      bench.read(edit);
      return [];
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_edit' });
      return (error as AppError).options.errors ?? [];
    }
  };
  const secondsOf = (path: string) =>
    Number(
      execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path], {
        encoding: 'utf8',
      }),
    );

  it('has its name', () => {
    expect(bench.provider.name).toBe(name);
  });

  describe('reading an edit', () => {
    it.each([
      ['nothing', null, ''],
      ['no tracks', { timeline: {}, output: { format: 'mp4', resolution: 'sd' } }, 'timeline.tracks'],
      ['a format that nobody makes', editOf('https://x.example/a.png', { format: 'avi' }), 'output.format'],
      [
        'a length of nothing',
        editOf('https://x.example/a.png', {}, { length: 0 }),
        'timeline.tracks[0].clips[0].length',
      ],
      [
        'a misspelt property',
        editOf('https://x.example/a.png', {}, { lenght: 2 }),
        'timeline.tracks[0].clips[0].lenght',
      ],
      [
        'an alias that does not exist',
        editOf('https://x.example/a.png', {}, { start: 'alias://b' }),
        'timeline.tracks[0].clips[0].start',
      ],
      [
        'more seconds than are rendered',
        editOf('https://x.example/a.png', {}, { length: 601 }),
        'timeline.tracks[0].clips[0].length',
      ],
      ['a placeholder without a value', editOf('{{ SRC }}'), 'timeline.tracks[0].clips[0].asset.src'],
    ])('names the path and the fix: %s', (_, edit, path) => {
      const faults = faultsOf(edit);
      expect(faults).toContainEqual(expect.objectContaining({ path }));
      for (const fault of faults)
        expect(fault).toEqual({
          path: expect.any(String),
          code: expect.stringMatching(/^[a-z_]+$/),
          message: expect.stringMatching(/\w+/),
        });
    });

    it('corrects what is clearly meant, fills merge fields, and changes nothing when it reads its own result', () => {
      const given = {
        timeline: {
          tracks: [
            {
              clips: [{ asset: { type: 'image', source: '{{ SRC }}' }, start: 0, length: '{{LENGTH}}', filter: null }],
            },
          ],
        },
        output: { format: 'mp4', width: '640', height: 360 },
        merge: [
          { find: 'SRC', replace: 'https://x.example/a.png' },
          { find: 'LENGTH', replace: 3 },
        ],
        webhook: 'https://user.example.com/hook',
      };
      const before = structuredClone(given);
      const edit: Edit = bench.read(given);
      expect(given).toEqual(before);
      expect(edit).toMatchObject({
        timeline: { tracks: [{ clips: [{ asset: { src: 'https://x.example/a.png' }, length: 3 }] }] },
        output: { size: { width: 640, height: 360 } },
        callback: 'https://user.example.com/hook',
      });
      expect(bench.read(JSON.parse(JSON.stringify(edit)))).toEqual(edit);
    });
  });

  it('renders a playable file of the reported length', async () => {
    const reported: [ProviderStage, number][] = [];
    const wanted = order(
      editOf(bench.sources.picture, { poster: { capture: 1 }, thumbnail: { capture: 1, scale: 0.5 } }),
    );
    const started = await bench.provider.start(wanted, {
      signal: never,
      onProgress: (stage, progress) => reported.push([stage, progress]),
    });
    const end = await bench.settle(started, (state) => {
      if (state.status === 'done' || state.status === 'failed' || state.status === 'unknown') return;
      if (state.progress !== undefined) reported.push([state.status, state.progress]);
    });
    expect(end).toMatchObject({ status: 'done', seconds: expect.closeTo(2, 1) });
    const { output } = end as Extract<ProviderState, { status: 'done' }>;
    const video = await fetchOutput(output.video, join(folder, 'video.mp4'));
    expect(secondsOf(video)).toBeCloseTo(2, 1);
    for (const picture of [output.poster, output.thumbnail])
      expect(
        execFileSync('ffprobe', [
          '-v',
          'error',
          await fetchOutput(picture ?? '', join(folder, 'picture.jpg')),
        ]).toString(),
      ).toBe('');
    expect(reported.length).toBeGreaterThan(0);
    expect(reported).toEqual([...reported].sort((a, b) => a[1] - b[1] || STAGES.indexOf(a[0]) - STAGES.indexOf(b[0])));
    expect(reported.every(([stage, progress]) => STAGES.includes(stage) && progress >= 0 && progress <= 1)).toBe(true);
    if (output.kind === 'files') await output.discard();
    expect(output.kind === 'files' && existsSync(output.video)).toBe(false);
    await waitUntil(async () => (await bench.atWork()) === 0);
  });

  it('reports a source that cannot be fetched', async () => {
    const end = await bench.provider
      .start(order(editOf(bench.sources.missing)), { signal: never, onProgress: () => undefined })
      .then(
        (started) => bench.settle(started, () => undefined),
        (error: AppError) => error,
      );
    if ('status' in end) expect(end).toEqual({ status: 'failed', reason: expect.stringMatching(/download/) });
    else
      expect(end).toMatchObject({
        code: 'render_source_refused',
        options: { errors: [expect.objectContaining({ path: 'timeline.tracks[0].clips[0].asset.src' })] },
      });
    expect(await bench.atWork()).toBe(0);
  });

  it('starts nothing after an abort', async () => {
    const reason = new Error('stop');
    const run = { signal: AbortSignal.abort(reason), onProgress: () => undefined };
    await expect(bench.provider.start(order(editOf(bench.sources.picture)), run)).rejects.toBe(reason);
    expect(await bench.atWork()).toBe(0);
  });

  it('ends immediately when aborted, and leaves nothing running', async () => {
    const stop = new AbortController();
    const reason = new Error('stop');
    const running = bench.provider.start(order(editOf(bench.sources.silent)), {
      signal: stop.signal,
      onProgress: () => undefined,
    });
    const failure = running.catch((error: Error & { code?: string }) => error);
    await waitUntil(() => bench.isWaiting());
    stop.abort(reason);
    const error = await failure;
    // A remote provider may have begun; then it reports an unknown submission.
    if (error !== reason) expect(error).toMatchObject({ code: 'render_submission_unknown', cause: expect.anything() });
    await waitUntil(async () => (await bench.atWork()) === 0);
  });

  it('does not know renders of others', async () => {
    expect(await bench.provider.observe('00000000-0000-4000-8000-000000000000', never)).toEqual({ status: 'unknown' });
  });

  it('accepts nothing else as one of its callbacks', () => {
    for (const body of [
      undefined,
      null,
      0,
      'x',
      [],
      {},
      { id: 'x' },
      { type: 'edit', action: 'render' },
      { type: 'edit', action: 'render', id: {} },
    ])
      expect(bench.provider.readCallback(body)).toBeUndefined();
  });
});
