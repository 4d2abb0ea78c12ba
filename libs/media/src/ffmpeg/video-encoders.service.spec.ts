import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metricsRegistry } from '@app/core';
import { Logger } from '@nestjs/common';
import type { MediaConfig } from '../media.config';
import type { FfmpegLocatorService } from './ffmpeg-locator.service';
import { FfmpegRunner } from './ffmpeg-runner';
import { type VideoEncoder, X264 } from './video-encoder';
import { VideoEncodersService } from './video-encoders.service';

/** A stream with parameter sets and a key frame. */
const PICTURE = "printf '\\000\\000\\001\\147size\\000\\000\\001\\150more\\000\\000\\001\\145picture'";

describe('VideoEncodersService', () => {
  let directory: string;
  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'encoders-'))));
  afterEach(() => rmSync(directory, { recursive: true }));
  afterAll(() => Logger.overrideLogger(['log']));

  /** An ffmpeg that records its arguments and does `cases`, shell patterns of them. */
  function encodersOf(ENCODER: MediaConfig['ENCODER'], cases: string, probeMs?: number): VideoEncodersService {
    const program = join(directory, 'ffmpeg');
    const script = `#!/bin/sh\necho "$*" >> '${join(directory, 'calls')}'\ncase "$*" in ${cases} *) exit 1;; esac\n`;
    writeFileSync(program, script, { mode: 0o755 });
    const locator = { find: () => Promise.resolve({ ffmpeg: program }) } as unknown as FfmpegLocatorService;
    return new VideoEncodersService({ ENCODER }, new FfmpegRunner(locator), probeMs);
  }
  const calls = () => readFileSync(join(directory, 'calls'), 'utf8').trimEnd().split('\n');
  const failures = async () => {
    const metric = await metricsRegistry.getSingleMetric('video_encoder_failures_total')?.get();
    return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
  };

  it('tries no hardware for x264', async () => {
    expect(await encodersOf('x264', `*) ${PICTURE};;`).current()).toEqual(X264);
    expect(existsSync(join(directory, 'calls'))).toBe(false);
  });

  it('chooses the first hardware that encodes a picture, once', async () => {
    const encoders = encodersOf('auto', `*h264_vaapi*) ${PICTURE};;`);
    const [first, second] = await Promise.all([encoders.current(), encoders.current()]);
    expect(first).toEqual({ name: 'vaapi', build: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(second).toEqual(first);
    expect(calls().map((args) => /h264_\w+/.exec(args)?.[0])).toEqual([
      'h264_nvenc',
      'h264_qsv',
      'h264_videotoolbox',
      'h264_vaapi',
    ]);
    expect(calls().at(-1)).toMatch(/-vaapi_device \S+ -f lavfi .*hwupload .*-c:v h264_vaapi/);
  });

  it('identifies hardware by its parameter sets, not by the picture', async () => {
    const build = async (picture: string) => (await encodersOf('auto', `*h264_nvenc*) ${picture};;`).current()).build;
    const own = await build(PICTURE);
    expect(await build(PICTURE.replace('picture', 'other'))).toBe(own);
    expect(await build(PICTURE.replace('size', 'wide'))).not.toBe(own);
  });

  it.each([
    ['fails', 'exit 1'],
    ['writes nothing', 'exit 0'],
    ['writes a picture and then fails', `${PICTURE}; exit 1`],
    ['writes no picture', "printf '\\000\\000\\001\\147size'"],
    ['hangs', 'sleep 60'],
  ])('uses x264 when the hardware %s', async (_name, does) => {
    const encoders = encodersOf(
      'nvenc',
      `*h264_nvenc*) ${does};; *) ${PICTURE};;`,
      does.startsWith('sleep') ? 2_000 : undefined,
    );
    expect(await encoders.current()).toEqual(X264);
    expect(calls()).toHaveLength(1);
  });

  describe('with hardware that fails in a job', () => {
    const broken = new Error('driver failed');
    const job = (works: (encoder: VideoEncoder) => boolean) => (encoder: VideoEncoder) =>
      works(encoder) ? Promise.resolve(encoder.name) : Promise.reject(broken);
    const withNvenc = () => encodersOf('nvenc', `*h264_nvenc*) ${PICTURE};;`);

    it('does the work again with x264, and uses only that from then on', async () => {
      const encoders = withNvenc();
      const before = await failures();
      const nvenc = await encoders.current();
      expect(nvenc.name).toBe('nvenc');
      const work = jest.fn(job(({ name }) => name === 'x264'));
      expect(await encoders.use(nvenc, work, () => true)).toBe('x264');
      expect(work).toHaveBeenCalledTimes(2);
      expect(await encoders.current()).toEqual(X264);
      expect(await failures()).toBe(before + 1);
    });

    it('keeps the hardware when x264 fails as well, and when the error is that of the edit', async () => {
      const encoders = withNvenc();
      const before = await failures();
      const nvenc = await encoders.current();
      const work = jest.fn(job(() => false));
      await expect(encoders.use(nvenc, work, () => true)).rejects.toBe(broken);
      await expect(encoders.use(nvenc, work, () => false)).rejects.toBe(broken);
      await expect(encoders.use(X264, work, () => true)).rejects.toBe(broken);
      expect(work).toHaveBeenCalledTimes(4);
      expect(await encoders.current()).toEqual(nvenc);
      expect(await failures()).toBe(before);
    });
  });
});
