import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  extractCover,
  FfmpegLocatorService,
  FfmpegRunner,
  fitCover,
  MediaProbe,
  planRenditions,
  produceRenditions,
} from '@app/media';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { TranscodeHarness } from '../../support/harness/transcode-harness';
import { turnedJpeg, turnedPng } from '../../support/media/turned-pictures';

const GREEN = 'color=c=0x20C020:s=320x180:r=30:d=4';

describeWithFfmpeg('the production of renditions (needs ffmpeg)', () => {
  const harness = new TranscodeHarness();
  afterAll(() => harness.close());

  it('keeps the sharpest frame as the thumbnail', async () => {
    // Sharp only in the third second.
    const path = harness.video('focus.mp4', "testsrc2=s=640x360:r=30:d=4,gblur=sigma=12:enable='not(between(t,2,3))'");
    const { produced } = await harness.produce(path, ['youtube']);
    const image = await loadImage(readFileSync(produced[0]?.thumbnail ?? ''));
    const context = createCanvas(640, 360).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, 640, 360);
    let edges = 0;
    for (let at = 4; at < data.length; at += 4) if (Math.abs((data[at] ?? 0) - (data[at - 4] ?? 0)) > 60) edges++;
    expect(edges).toBeGreaterThan(1_000);
  });

  it('takes a cover at a given time, and the last frame for times after the end', async () => {
    const flash = harness.video(
      'flash.mp4',
      "color=c=black:s=320x180:r=30:d=4,drawbox=c=white:t=fill:enable='between(t,2,2.5)'",
    );
    const [{ path } = { path: '' }] = (await harness.produce(flash, ['youtube'])).produced;
    const brightness = async (seconds: number) => {
      const cover = join(harness.folder(), 'cover.jpg');
      await extractCover({ path, seconds, file: cover }, 4, harness.ffmpeg);
      const image = await loadImage(readFileSync(cover));
      const context = createCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(10, 10, 1, 1).data[0] ?? 0;
    };
    expect(await brightness(2.2)).toBeGreaterThan(200);
    expect(await brightness(1.5)).toBeLessThan(50);
    expect(await brightness(99)).toBeLessThan(50);
  });

  it.each([
    ['image/png', turnedPng],
    ['image/jpeg', turnedJpeg],
  ] as const)('shows an own cover in %s upright, as its camera held it', async (type, turned) => {
    const canvas = createCanvas(160, 90);
    const context = canvas.getContext('2d');
    for (const [left, color] of [
      [0, '#FF0000'],
      [80, '#0000FF'],
    ] as const) {
      context.fillStyle = color;
      context.fillRect(left, 0, 80, 90);
    }
    const folder = harness.folder();
    const [path, file] = [join(folder, 'own'), join(folder, 'cover.jpg')];
    writeFileSync(path, turned(type === 'image/png' ? canvas.toBuffer(type) : canvas.toBuffer(type, 95)));
    await fitCover({ path, size: { width: 90, height: 160 }, file }, new MediaProbe(new FfmpegLocatorService({})));
    const shown = createCanvas(90, 160).getContext('2d');
    shown.drawImage(await loadImage(readFileSync(file)), 0, 0);
    const [top, bottom] = [shown.getImageData(45, 20, 1, 1).data, shown.getImageData(45, 140, 1, 1).data];
    expect([top[0] ?? 0, bottom[2] ?? 0].every((value) => value > 200)).toBe(true);
    expect([top[2] ?? 255, bottom[0] ?? 255].every((value) => value < 60)).toBe(true);
  });

  it('fails one size and completes the other', async () => {
    const path = harness.video('part.mp4', GREEN);
    const folder = harness.folder();
    const video = await harness.source(path);
    const plan = planRenditions(video, [
      { id: 'a', destination: 'tiktok', framing: 'blur', hud: false },
      { id: 'b', destination: 'youtube', framing: 'blur', hud: false },
    ]);
    const [first, ...others] = plan.renditions;
    const broken = {
      ...plan,
      renditions: [...(first ? [{ ...first, file: 'missing/rendition-1.mp4' }] : []), ...others],
    };
    const result = await produceRenditions({ source: { path, video }, plan: broken, folder }, harness.ffmpeg);
    expect(result.failed.map(({ rendition }) => rendition.targets)).toEqual([['a']]);
    expect(result.produced.map(({ rendition }) => rendition.targets)).toEqual([['b']]);
    expect(existsSync(join(folder, 'rendition-2.mp4'))).toBe(true);
  });

  it('are made with x264 when a hardware encoder fails in the job', async () => {
    const [program, tried] = [harness.path('ffmpeg'), harness.path('tried')];
    const broken = `echo driver failed >&2; echo x >> '${tried}'; exit 1`;
    const script = `case "$*" in *h264_nvenc*) ${broken};; *) exec ffmpeg "$@";; esac`;
    writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const ffmpeg = new FfmpegRunner(new FfmpegLocatorService({ FFMPEG_PATH: program, FFPROBE_PATH: 'ffprobe' }));
    const path = harness.video('driver.mp4', GREEN);
    const { produced, encoderError } = await harness.produce(path, ['tiktok'], { encoder: 'nvenc' }, ffmpeg);
    expect(encoderError).toMatchObject({ cause: { message: expect.stringContaining('driver failed') } });
    expect(readFileSync(tried, 'utf8')).toBe('x\n');
    expect(harness.streams(produced[0]?.path ?? '', 'v')[0]).toMatchObject({
      codec_name: 'h264',
      nb_read_frames: '120',
    });
  });

  it('ends ffmpeg when it is cancelled', async () => {
    const path = harness.video('long.mp4', 'color=c=gray:s=320x180:r=30:d=60');
    const cancel = new AbortController();
    const reason = new Error('cancelled by the owner');
    const producing = harness.produce(path, ['tiktok'], {
      signal: cancel.signal,
      onProgress: () => cancel.abort(reason),
    });
    await expect(producing).rejects.toBe(reason);
  });
});
