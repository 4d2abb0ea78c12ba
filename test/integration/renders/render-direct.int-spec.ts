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
});
