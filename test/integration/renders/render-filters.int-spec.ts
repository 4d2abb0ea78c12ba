import {
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  RenderHarness,
  type Rgb,
  video,
} from '../../support/harness/render-harness';

describeWithFfmpeg('pictures of every asset (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => harness.makeQuartersAndHalves());
  afterAll(() => harness.close());

  const one = async (clip: Record<string, unknown>, output = {}) =>
    (await harness.render(editOf([[clip]], output))).at(0, 0.5, 0.5);

  describe('filters', () => {
    beforeAll(() => harness.color('clay.png', '0xb06030'));
    beforeAll(() =>
      harness.make(
        'clay.mp4',
        '-f',
        'lavfi',
        '-i',
        'color=c=0xb06030:s=160x90:r=25:d=1,format=rgb24,scale=out_color_matrix=bt709,format=yuv420p',
        '-colorspace',
        'bt709',
        '-c:v',
        'libx264',
        '-qp',
        '0',
      ),
    );
    const [r, g, b] = [0xb0, 0x60, 0x30];
    const sum = (color: Rgb) => color[0] + color[1] + color[2];
    const spread = (color: Rgb) => Math.max(...color) - Math.min(...color);
    it.each<[string, (color: Rgb) => boolean]>([
      ['none', (color) => isNear(color, [r, g, b], 8)],
      [
        'greyscale',
        (color) => spread(color) < 8 && Math.abs(sum(color) / 3 - (0.2126 * r + 0.7152 * g + 0.0722 * b)) < 8,
      ],
      ['negative', (color) => isNear(color, [255 - r, 255 - g, 255 - b], 8)],
      ['darken', (color) => sum(color) < r + g + b - 90],
      ['lighten', (color) => sum(color) > r + g + b + 90],
      ['boost', (color) => spread(color) > (r - b) * 1.4],
      ['muted', (color) => spread(color) < (r - b) * 0.6],
      ['contrast', (color) => color[0] > r + 10 && color[2] < b - 20],
      ['blur', (color) => isNear(color, [r, g, b], 8)],
    ])('%s is the same on stills and on videos', async (filter, holds) => {
      const still = await one(image('clay.png', { filter }));
      const moving = await one(video('clay.mp4', {}, { filter }));
      const painted = await one(video('clay.mp4', {}, { filter, opacity: 0.999 }));
      expect([still, moving, painted].map((color) => [color, holds(color)])).toEqual(
        [still, moving, painted].map((color) => [color, true]),
      );
      expect(isNear(still, moving, 10)).toBe(true);
    });
    it('blur softens an edge', async () => {
      for (const clip of [
        image('quarters.png', { filter: 'blur', fit: 'cover' }),
        video('halves.mp4', {}, { filter: 'blur' }),
      ]) {
        const result = await harness.render(editOf([[clip]], { size: { width: 320, height: 180 } }));
        const [left, right] = [result.at(0, 0.495, 0.25), result.at(0, 0.505, 0.25)];
        expect(Math.max(...left.map((value, channel) => Math.abs(value - (right[channel] ?? 0))))).toBeLessThan(190);
      }
    });
  });
});
