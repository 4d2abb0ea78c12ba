import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffmpegUnavailable } from '../media.errors';
import { FfmpegHealthService } from './ffmpeg-health.service';
import { FfmpegLocatorService } from './ffmpeg-locator.service';
import { FfmpegRunner } from './ffmpeg-runner';
import { VideoEncodersService } from './video-encoders.service';

const FILTERS = [
  'xfade',
  'ass',
  'drawtext',
  'overlay',
  'chromakey',
  'zoompan',
  'amix',
  'loudnorm',
  'palettegen',
  'paletteuse',
];
const ENCODERS = ['libx264', 'aac', 'libmp3lame', 'png', 'mjpeg', 'gif'];

describe('FfmpegLocator', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'ffmpeg-'))));
  afterEach(() => {
    jest.useRealTimers();
    rmSync(directory, { recursive: true });
  });

  /** A program that prints what the real one prints. */
  const install = (name: 'ffmpeg' | 'ffprobe', filters = FILTERS) => {
    const rows = (names: string[]) => names.map((entry) => ` V.. ${entry} words`).join('\n');
    const script = `#!/bin/sh\ncase "$2" in\n-filters) echo '${rows(filters)}';;\n-encoders) echo '${rows(ENCODERS)}';;\n*) echo '${name} version 6.1 Copyright';;\nesac\n`;
    writeFileSync(join(directory, name), script, { mode: 0o755 });
  };
  const locator = () => new FfmpegLocatorService({ FFMPEG_PATH: join(directory, 'ffmpeg') });

  it('finds ffprobe in the folder of ffmpeg', async () => {
    install('ffmpeg');
    install('ffprobe');
    expect(await locator().find()).toEqual({
      ffmpeg: join(directory, 'ffmpeg'),
      ffprobe: join(directory, 'ffprobe'),
      version: '6.1',
      build: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('names what a build lacks to operators alone', async () => {
    install('ffmpeg', FILTERS.slice(1));
    install('ffprobe');
    await expect(locator().find()).rejects.toMatchObject({
      code: ffmpegUnavailable.definition.code,
      message: ffmpegUnavailable.definition.detail,
      options: { cause: expect.objectContaining({ message: expect.stringContaining('filter xfade') }) },
    });
  });

  it('says how to install what is missing, and finds it afterwards without a restart', async () => {
    jest.useFakeTimers({
      now: 0,
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'setInterval',
        'clearTimeout',
        'clearInterval',
        'queueMicrotask',
      ],
    });
    const found = locator();
    const encoders = new VideoEncodersService({ ENCODER: 'x264' }, new FfmpegRunner(found));
    const health = new FfmpegHealthService(found, encoders);
    await found.state();
    expect(await health.check()).toEqual({
      status: 'degraded',
      detail: expect.stringMatching(/not installed.*ffmpeg/),
    });
    install('ffmpeg');
    install('ffprobe');
    jest.setSystemTime(60_000);
    await found.state();
    expect(await health.check()).toEqual({ status: 'ok', detail: 'local: ffmpeg 6.1, encoder x264' });
  });
});
