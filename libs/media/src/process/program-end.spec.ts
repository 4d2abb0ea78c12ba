import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@app/core';
import { FfmpegLocatorService } from '../ffmpeg/ffmpeg-locator.service';
import { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { measureSeconds } from '../files/measure-seconds';
import { MediaProbe } from '../files/media-probe';
import { isInterruption } from './program-end';

const LIMITS = { processorSeconds: 20, memoryMb: 500 };

describe('the end of a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'program-end-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Both programs end in this way. */
  const locatorOf = (end: string) => {
    const path = join(folder, 'program');
    writeFileSync(path, `#!/bin/sh\n${end}\n`, { mode: 0o755 });
    return new FfmpegLocatorService({}, { ffmpeg: path, ffprobe: path, version: '7', build: 'x' });
  };
  const failureOf = (running: Promise<unknown>): Promise<AppError> =>
    running.then(
      () => Promise.reject(new Error('it ended well')),
      (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
    );
  const ffmpegs = async (end: string, limits?: typeof LIMITS) =>
    failureOf((await new FfmpegRunner(locatorOf(end)).run([], { ...(limits && { limits }) })).finished);
  const probes = (end: string) => failureOf(new MediaProbe(locatorOf(end)).inspect('film.mp4', 'mov'));

  it.each(['kill -KILL $$', 'kill -TERM $$', 'kill -HUP $$'])(
    'by "%s" from outside says nothing about the file',
    async (end) => {
      for (const error of [await ffmpegs(end), await ffmpegs(end, LIMITS), await probes(end)]) {
        expect(error).toMatchObject({ code: 'ffmpeg_failed', retryable: true });
        expect(isInterruption(error)).toBe(true);
      }
      const lengths = { ffprobe: join(folder, 'program'), input: [], stream: 0, limits: LIMITS };
      expect(isInterruption(await failureOf(measureSeconds(lengths, { timeoutMs: 20_000 })))).toBe(true);
    },
  );

  it('of an ffmpeg that was asked to end, which it reports with a status, says nothing about the file', async () => {
    expect(isInterruption(await ffmpegs('exit 255'))).toBe(true);
    expect(isInterruption(await ffmpegs('echo "Operation not permitted" >&2; exit 255'))).toBe(false);
  });

  it.each(['kill -SEGV $$', 'kill -ABRT $$', 'exit 1'])('by "%s" is due to the file', async (end) => {
    expect(await probes(end)).toMatchObject({ code: 'unreadable_media', retryable: false });
    expect(isInterruption(await ffmpegs(end))).toBe(false);
  });

  it('that this process requested is none from outside', async () => {
    const run = await new FfmpegRunner(locatorOf('echo started; exec sleep 60')).run([]);
    await new Promise((started) => run.output.once('data', started));
    run.stop();
    expect(isInterruption(await failureOf(run.finished))).toBe(false);
  });

  it('by the system beyond the limit of processor time is due to the file', async () => {
    const busy = 'i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); done; kill -KILL $$';
    expect(await ffmpegs(busy, { ...LIMITS, processorSeconds: 0.3 })).toMatchObject({ code: 'media_too_expensive' });
  });
});
