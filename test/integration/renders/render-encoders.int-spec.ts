import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FfmpegHealthService, FfmpegLocatorService, FfmpegRunner, VideoEncodersService } from '@app/media';
import {
  joinInProcess,
  LocalAdapter,
  type ProviderRun,
  planInProcess,
  RenderProxyEnv,
  SpareRenderProcess,
  type StartedRender,
  validateEdit,
} from '@app/render-proxy';
import { Logger } from '@nestjs/common';
import { describeWithFfmpeg, editOf } from '../../support/harness/render-harness';
import { testSafeHttp } from '../../support/servers/safe-http';

const TITLE = { asset: { type: 'title', text: 'Title' }, start: 0, length: 1, transition: { in: 'fade' } };
const edit = validateEdit(editOf([[TITLE]]));
const run: ProviderRun = { signal: new AbortController().signal, onProgress: () => undefined };

describeWithFfmpeg('rendering with a hardware encoder', () => {
  let directory: string;
  let spare: SpareRenderProcess;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    spare = new SpareRenderProcess(new RenderProxyEnv());
    await spare.close();
  });
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'reelway-encoders-'));
    // libx264 with the arguments of NVENC; its driver breaks in jobs as soon as the file `broken` exists.
    const script = `#!/bin/sh
case "$*" in *h264_nvenc*) ;; *) exec ffmpeg "$@";; esac
case "$*" in *lavfi*) ;; *)
  echo job >> '${directory}/jobs'
  if [ -e '${directory}/broken' ]; then echo 'driver failed' >&2; exit 1; fi;;
esac
for argument do
  shift
  case "$argument" in
    h264_nvenc) argument=libx264;; p4) argument=ultrafast;; -rc) argument=-metadata;; vbr) argument=a=b;; -cq) argument=-crf;;
  esac
  set -- "$@" "$argument"
done
exec ffmpeg "$@"
`;
    writeFileSync(join(directory, 'ffmpeg'), script, { mode: 0o755 });
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  afterAll(() => Logger.overrideLogger(['log']));

  function machine() {
    const paths = { FFMPEG_PATH: join(directory, 'ffmpeg'), FFPROBE_PATH: 'ffprobe' };
    const locator = new FfmpegLocatorService(paths);
    const encoders = new VideoEncodersService({ ENCODER: 'auto' }, new FfmpegRunner(locator));
    const health = new FfmpegHealthService(locator, encoders);
    return {
      encoders,
      locator,
      adapter: new LocalAdapter(new RenderProxyEnv(), health, locator, encoders, testSafeHttp(), spare),
    };
  }
  const breakDriver = () => writeFileSync(join(directory, 'broken'), '');
  const jobs = () =>
    existsSync(join(directory, 'jobs')) ? readFileSync(join(directory, 'jobs'), 'utf8').trim().split('\n').length : 0;
  /** The number of frames that can be decoded. */
  const framesOf = async ({ state }: StartedRender) => {
    if (state.status !== 'done' || state.output.kind !== 'files') throw new Error('The render is not done.');
    const frames = countFrames(state.output.video);
    await state.output.discard();
    return frames;
  };
  const countFrames = (file: string) => {
    const args = ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', file];
    return Number(execFileSync('ffprobe', args, { encoding: 'utf8' }));
  };
  const start = (adapter: LocalAdapter) => adapter.start({ renderId: 'render', edit, maxSeconds: 60 }, run);

  it('makes the video again with x264 when the driver fails in the middle, and does not use the hardware again', async () => {
    const { adapter, encoders } = machine();
    expect(await framesOf(await start(adapter))).toBe(12);
    expect(jobs()).toBe(1);
    expect((await adapter.check()).detail).toMatch(/encoder nvenc$/);
    breakDriver();
    expect(await framesOf(await start(adapter))).toBe(12);
    expect(await framesOf(await start(adapter))).toBe(12);
    expect(jobs()).toBe(2);
    expect((await encoders.current()).name).toBe('x264');
    expect((await adapter.check()).detail).toMatch(/encoder x264$/);
  });

  it('never mixes encoders in the segments of a render', async () => {
    const { adapter, encoders, locator } = machine();
    const encoder = await encoders.current();
    const options = { destination: directory, ffmpeg: await locator.find(), encoder };
    const plan = await planInProcess(edit, options);
    if (!plan) throw new Error('The edit has no plan.');
    expect(plan.encoder).toEqual({ name: 'nvenc', build: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const segment = await adapter.segments.encode(plan, 0, run);
    expect(jobs()).toBe(1);
    expect(countFrames((await joinInProcess(plan, [segment.file], options)).file)).toBe(12);
    await segment.discard();
    const differs = { code: 'segment_build_differs' };
    const other = { ...plan, encoder: { name: 'nvenc' as const, build: 'another driver' } };
    await expect(adapter.segments.encode(other, 0, run)).rejects.toMatchObject(differs);
    const [pictures] = plan.segments;
    if (!pictures) throw new Error('The plan has no segment.');
    // The sound of a plan fits pictures of any encoder.
    const heard = { ...other, segments: [{ ...pictures, kind: 'sound' as const }] };
    await (await adapter.segments.encode(heard, 0, run)).discard();
    breakDriver();
    await expect(adapter.segments.encode(plan, 0, run)).rejects.toMatchObject(differs);
    await expect(adapter.segments.encode(plan, 0, run)).rejects.toMatchObject(differs);
    expect(jobs()).toBe(2);
    const again = await planInProcess(edit, { ...options, encoder: await encoders.current() });
    if (!again) throw new Error('The edit has no plan.');
    expect(again.segments[0]?.contentHash).not.toBe(plan.segments[0]?.contentHash);
    await (await adapter.segments.encode(again, 0, run)).discard();
    expect(jobs()).toBe(2);
  });
});
