import { createCanvas } from '@napi-rs/canvas';
import {
  BLUE,
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  RED,
  RenderHarness,
} from '../../support/harness/render-harness';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];

describeWithFfmpeg('stills that fill the frame (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());
  const output = { format: 'png', size: { width: 160, height: 90 }, fps: undefined };
  beforeAll(async () => {
    harness.make('below.png', ...lavfi('color=c=red:s=160x90,format=rgb24'), '-frames:v', '1');
    harness.make('blue.png', ...lavfi('color=c=blue:s=160x90,format=rgb24'), '-frames:v', '1');
    const window = "color=c=blue:s=160x90,format=rgba,geq=r=0:g=0:b=255:a='255*gte(X,80)'";
    harness.make('window.png', ...lavfi(window), '-frames:v', '1');
    const picture = createCanvas(160, 90);
    const context = picture.getContext('2d');
    context.fillStyle = 'blue';
    context.fillRect(80, 0, 80, 90);
    harness.write('window.gif', await picture.encode('gif'));
    harness.write('window.webp', await picture.encode('webp'));
    harness.write('window.avif', await picture.encode('avif'));
  });

  it.each(['png', 'gif', 'webp', 'avif'])(
    'show what is below them where they are transparent, %s',
    async (extension) => {
      const result = await harness.render(editOf([[image(`window.${extension}`)], [image('below.png')]], output));
      expect(isNear(result.at(0, 0.25, 0.5), [...RED], 40)).toBe(true);
      expect(isNear(result.at(0, 0.75, 0.5), [...BLUE], 40)).toBe(true);
    },
  );

  it('show what is below them while they are not solid', async () => {
    const result = await harness.render(editOf([[image('blue.png', { opacity: 0.5 })], [image('below.png')]], output));
    expect(isNear(result.at(0, 0.5, 0.5), [127, 0, 127], 40)).toBe(true);
  });
});
