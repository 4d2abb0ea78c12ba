import {
  BLUE,
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  RED,
  RenderHarness,
} from '../../support/harness/render-harness';

describeWithFfmpeg('captions (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    harness.color('blue.png', 'blue');
    harness.write(
      'lines.srt',
      '1\n00:00:00,000 --> 00:00:01,000\nfirst\n\n2\n00:00:02,000 --> 00:00:03,000\n<b>second</b>\n',
    );
    harness.write('lines.vtt', 'WEBVTT\n\n00:00.000 --> 00:02.000\none two three four\n');
  });
  afterAll(() => harness.close());

  const band = async (asset: Record<string, unknown>, length: number) =>
    harness.render(
      editOf([[{ asset, start: 0, length }], [image('blue.png', { length })]], { size: { width: 320, height: 180 } }),
    );
  const shows = (result: Awaited<ReturnType<typeof band>>, at: number) =>
    [0.86, 0.88, 0.9].some((y) => !isNear(result.at(at, 0.5, y), BLUE, 40));
  it('appear and disappear with their cues', async () => {
    const result = await band({ type: 'caption', src: 'lines.srt' }, 3);
    expect([0.5, 1.5, 2.5].map((at) => shows(result, at))).toEqual([true, false, true]);
  });
  it('highlight the spoken word', async () => {
    const font = { size: 24, color: '#ffffff' };
    const result = await band(
      {
        type: 'rich-caption',
        src: 'lines.vtt',
        font,
        active: { font: { color: '#ff0000' } },
        animation: { style: 'highlight' },
      },
      2,
    );
    const reds = (at: number) =>
      Array.from({ length: 320 }, (_, x) => x).filter((x) =>
        Array.from({ length: 30 }, (_, y) => result.pixel(Math.round(at * 12), x, 75 + y)).some((color) =>
          isNear(color, RED, 60),
        ),
      );
    const early = reds(0.1);
    const late = reds(1.9);
    expect(Math.max(...early)).toBeLessThan(Math.min(...late));
  });
});
