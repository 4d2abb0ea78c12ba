import { describeWithFfmpeg, editOf, isNear, RenderHarness, video } from '../../support/harness/render-harness';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];

describeWithFfmpeg('a GIF (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());

  it.each<[string, object, string[]]>([
    ['of a film in the colours of television', {}, ['-colorspace', 'smpte170m', '-color_range', 'tv']],
    ['of a film without any mention of its colours', {}, []],
    ['of a film that fills a part of the frame', { scale: 0.5 }, []],
  ])('%s has its colours', async (_what, clip, tags) => {
    const green = [...lavfi('color=c=0x00d000:s=320x240:r=25:d=1'), '-pix_fmt', 'yuv420p', ...tags];
    harness.make('green.mp4', ...green, '-c:v', 'libx264', '-qp', '0');
    const output = { size: { width: 160, height: 120 }, format: 'gif' };
    const result = await harness.render(editOf([[video('green.mp4', {}, { length: 0.5, ...clip })]], output));
    expect(isNear(result.pixel(0, 80, 60), [0, 208, 0])).toBe(true);
  });
});
