import { execFileSync } from 'node:child_process';
import { statSync, truncateSync } from 'node:fs';
import { FfmpegRunner } from '@app/media';
import { describeWithFfmpeg, editOf, image, RenderHarness, video } from '../../support/harness/render-harness';

const FRAMES = 50;

describeWithFfmpeg('a video that ffmpeg composes by itself', () => {
  let harness: RenderHarness;
  beforeAll(() => {
    harness = new RenderHarness();
    harness.color('red.png', 'red', '40x20');
    harness.make('film.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=4', '-pix_fmt', 'yuv420p');
  });
  afterAll(() => harness.close());
  afterEach(() => jest.restoreAllMocks());

  const title = { asset: { type: 'title', text: 'Hello' }, start: 0, length: 4 };
  it.each([
    ['alone', []],
    ['below a picture', [[image('red.png', { length: 4, scale: 0.2 })]]],
    ['below a title', [[title]]],
    ['below a moving title', [[{ ...title, effect: 'slideLeft' }]]],
    ['below another video', [[video('film.mp4', {}, { length: 4, scale: 0.3 })]]],
  ])('%s is encoded once, with every frame, and not painted again', async (_, above) => {
    const run = jest.spyOn(FfmpegRunner.prototype, 'run');
    const edit = editOf([...above, [video('film.mp4', {}, { length: 4 })]], {
      size: { width: 160, height: 90 },
      fps: 25,
      range: { start: 0.6, length: 2 },
    });
    const result = await harness.render(edit);
    expect(result.frameCount).toBe(FRAMES);
    const encoded = run.mock.calls.map(([args]) => args).filter((args) => args.includes('libx264'));
    expect(encoded).toEqual([expect.arrayContaining(['-filter_complex'])]);
  });

  it('short clips in a row are encoded together, each with its own frames, and a key frame at each cut', async () => {
    const colors = ['red', 'lime', 'blue', 'white', 'black'];
    for (const color of colors)
      harness.make(`${color}.mp4`, '-f', 'lavfi', '-i', `color=c=${color}:s=160x90:r=25:d=2`, '-pix_fmt', 'yuv420p');
    const run = jest.spyOn(FfmpegRunner.prototype, 'run');
    // 10, 1, 10, 5 and 10 frames; a picture lies on the third clip.
    const starts = [0, 0.4, 0.44, 0.84, 1.04, 1.44];
    const clips = colors.map((color, index) => {
      const [start = 0, end = 0] = starts.slice(index, index + 2);
      return video(`${color}.mp4`, { trim: 0.5 }, { start, length: end - start });
    });
    const picture = image('red.png', { start: 0.44, length: 0.4, scale: 0.2 });
    const result = await harness.render(editOf([[picture], clips], { size: { width: 160, height: 90 }, fps: 25 }));
    const encoded = run.mock.calls.map(([args]) => args).filter((args) => args.includes('libx264'));
    expect(encoded).toHaveLength(2);
    expect(result.frameCount).toBe(36);
    const shown = [...Array(36).keys()].map((frame) => result.pixel(frame, 5, 5).map((value) => value > 128));
    const lengths = [10, 1, 10, 5, 10];
    const wanted = ['100', '010', '001', '111', '000'].flatMap((bits, index) =>
      Array.from({ length: lengths[index] ?? 0 }, () => [...bits].map((bit) => bit === '1')),
    );
    expect(shown).toEqual(wanted);
    expect(result.pixel(15, 80, 45)[0]).toBeGreaterThan(128);
    expect(keyFrames(result.files.file)).toEqual(expect.arrayContaining([0, 10, 11, 21, 26]));
  });

  it('a file that ends before its clip takes no frames from the neighbours', async () => {
    for (const color of ['red', 'blue'])
      harness.make(`${color}.mp4`, '-f', 'lavfi', '-i', `color=c=${color}:s=160x90:r=25:d=2`, '-pix_fmt', 'yuv420p');
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=2', '-pix_fmt', 'yuv420p'];
    harness.make('half.mp4', ...source, '-movflags', '+faststart');
    truncateSync(harness.path('half.mp4'), Math.floor(statSync(harness.path('half.mp4')).size / 2));
    const clips = ['red', 'half', 'blue'].map((name, index) =>
      video(`${name}.mp4`, { trim: 1.5 }, { start: index * 0.4, length: 0.4 }),
    );
    const result = await harness.render(editOf([clips], { size: { width: 160, height: 90 }, fps: 25 }));
    expect(result.frameCount).toBe(30);
    expect([9, 20].map((frame) => result.pixel(frame, 5, 5).map((value) => value > 128))).toEqual([
      [true, false, false],
      [false, false, true],
    ]);
  });
});

/** Numbers of the key frames of a video with 25 frames a second. */
function keyFrames(file: string): number[] {
  const asked = ['-select_streams', 'v', '-skip_frame', 'nokey', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'];
  const times = execFileSync('ffprobe', ['-v', 'error', ...asked, file], { encoding: 'utf8' });
  return times
    .split('\n')
    .filter(Boolean)
    .map((time) => Math.round(Number.parseFloat(time) * 25));
}
