import { FfmpegRunner, MediaProbe } from '@app/media';
import { validateEdit } from '@app/render-proxy';
import { describeWithFfmpeg, editOf, image, RenderHarness, video } from '../../support/harness/render-harness';

describeWithFfmpeg('the programs that a short render starts', () => {
  let harness: RenderHarness;
  beforeAll(() => {
    harness = new RenderHarness();
    harness.color('red.png', 'red', '320x180');
    harness.color('blue.jpg', 'blue', '320x180');
    const film = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=6', '-f', 'lavfi', '-i', 'sine=d=6'];
    harness.make('film.mp4', ...film, '-pix_fmt', 'yuv420p');
  });
  afterAll(() => harness.close());
  afterEach(() => jest.restoreAllMocks());

  async function startsOf(tracks: Record<string, unknown>[][], output: Record<string, unknown>) {
    const run = jest.spyOn(FfmpegRunner.prototype, 'run');
    const probe = jest.spyOn(MediaProbe.prototype, 'inspect');
    const result = await harness.render(editOf(tracks, { fps: 25, ...output }));
    const calls = run.mock.calls.map(([args]) => args);
    const voices = calls.filter((args) => args.includes('f32le') && args.at(-1) === 'pipe:1').length;
    const streams = result.probe().streams.map(({ codec_type: type }) => type);
    const { frameCount: frames } = result;
    // Sound that lasts as long as the pictures to its end.
    expect(result.level(frames / 25 - 0.3, 0.2)).toBeGreaterThan(-30);
    return { ffmpeg: calls.length - voices, voices, probed: probe.mock.calls.length, streams, frames };
  }
  const fading = (src: string, start: number) => image(src, { start, length: 1, transition: { in: 'fade' } });
  const heard = { asset: { type: 'audio', src: 'film.mp4' }, start: 0, length: 2 };

  it.each(['mp4', 'webm'])('are one encoder of pictures and sound, and none for stills: %s', async (format) => {
    const stills = [fading('red.png', 0), fading('blue.jpg', 1)];
    const starts = await startsOf([[heard], stills], { format });
    expect(starts).toEqual({ ffmpeg: 1, voices: 1, probed: 1, streams: ['video', 'audio'], frames: 50 });
  });

  it('are one encoder when ffmpeg composes the pictures', async () => {
    const clips = [video('film.mp4'), video('film.mp4', { trim: 2 }, { start: 1 })];
    const starts = await startsOf([clips], {});
    expect(starts).toEqual({ ffmpeg: 1, voices: 1, probed: 1, streams: ['video', 'audio'], frames: 50 });
  });

  it('are one encoder as well when its pictures are worth several segments', async () => {
    // Pictures that another hides count as work, and take none.
    const hidden = Array.from({ length: 300 }, () => image('red.png', { start: 0, length: 6 }));
    const tracks = [[{ ...heard, length: 6 }], [image('blue.jpg', { start: 0, length: 6, effect: 'zoomIn' })], hidden];
    const output = { fps: 25, size: { width: 640, height: 360 } };
    const plan = await harness.engine.plan(validateEdit(editOf(tracks, output)), { destination: harness.directory });
    expect(plan?.segments.filter(({ kind }) => kind === 'video').length).toBeGreaterThan(1);
    const starts = await startsOf(tracks, output);
    expect(starts).toEqual({ ffmpeg: 1, voices: 1, probed: 1, streams: ['video', 'audio'], frames: 150 });
  });

  it('are an encoder for each change between the two ways of making pictures, one for sound, and one that joins', async () => {
    const clips = [video('film.mp4'), fading('red.png', 1), video('film.mp4', {}, { start: 2 })];
    const starts = await startsOf([clips], {});
    expect(starts).toEqual({ ffmpeg: 5, voices: 1, probed: 1, streams: ['video', 'audio'], frames: 75 });
  });
});
