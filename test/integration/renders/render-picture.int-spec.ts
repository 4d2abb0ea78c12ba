import {
  BLACK,
  BLUE,
  describeWithFfmpeg,
  editOf,
  GREEN,
  image,
  isNear,
  RED,
  RenderHarness,
  type Rgb,
  video,
  WHITE,
  YELLOW,
} from '../../support/harness/render-harness';
import { Reel } from '../../support/harness/render-reel';

describeWithFfmpeg('pictures of every asset (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    for (const color of ['red', 'blue', 'lime', 'black']) harness.color(`${color}.png`, color);
    harness.make('black.mp4', '-f', 'lavfi', '-i', 'color=c=black:s=160x90:r=25:d=2', '-qp', '0');
    harness.makeQuartersAndHalves();
    // Four seconds: red, green, blue, white.
    const seconds = ['red', 'lime', 'blue', 'white'].flatMap((color) => [
      '-f',
      'lavfi',
      '-i',
      `color=c=${color}:s=160x90:r=25:d=1,format=yuv420p`,
    ]);
    const tagged = '[0][1][2][3]concat=n=4,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
    harness.make(
      'seconds.mp4',
      ...seconds,
      '-filter_complex',
      tagged,
      '-colorspace',
      'bt709',
      '-color_range',
      'tv',
      '-c:v',
      'libx264',
      '-qp',
      '0',
      '-pix_fmt',
      'yuv420p',
    );
    harness.make(
      'green-screen.mp4',
      '-f',
      'lavfi',
      '-i',
      'color=c=lime:s=160x90:r=25:d=1,format=rgb24,drawbox=x=60:y=30:w=40:h=30:color=red:t=fill',
      '-c:v',
      'libx264rgb',
      '-qp',
      '0',
    );
    const halves = ['red', 'blue'].flatMap((color) => ['-f', 'lavfi', '-i', `color=c=${color}:s=80x45:r=4:d=0.5`]);
    harness.make('blink.gif', ...halves, '-filter_complex', '[0][1]concat=n=2');
    harness.write(
      'square.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#00ff00"/></svg>',
    );
  });
  afterAll(() => harness.close());

  const one = async (clip: Record<string, unknown>, output = {}) =>
    (await harness.render(editOf([[clip]], output))).at(0, 0.5, 0.5);

  describe('fit and position', () => {
    const fits: [string, [number, number, Rgb][]][] = [
      [
        'crop',
        [
          [0.02, 0.1, RED],
          [0.98, 0.9, YELLOW],
        ],
      ],
      [
        'cover',
        [
          [0.02, 0.02, RED],
          [0.98, 0.02, GREEN],
          [0.02, 0.98, BLUE],
          [0.98, 0.98, YELLOW],
        ],
      ],
      [
        'contain',
        [
          [0.1, 0.5, BLACK],
          [0.9, 0.5, BLACK],
          [0.25, 0.05, RED],
          [0.75, 0.95, YELLOW],
        ],
      ],
      [
        'none',
        [
          [0.02, 0.1, RED],
          [0.98, 0.1, GREEN],
        ],
      ],
    ];
    // A square of four colours in a frame of 16:9.
    const squares = new Reel(
      harness,
      fits.map(([fit]) => image('quarters.png', { fit })),
    );
    it.each(fits.map((row, index) => [...row, index] as const))('fit %s', async (_fit, points, index) => {
      const result = await squares.take(index);
      for (const [x, y, color] of points) expect([x, y, isNear(result.at(0, x, y), color)]).toEqual([x, y, true]);
    });

    const places: [string, number, number][] = [
      ['center', 0.5, 0.5],
      ['top', 0.5, 0.15],
      ['topRight', 0.85, 0.15],
      ['right', 0.85, 0.5],
      ['bottomRight', 0.85, 0.85],
      ['bottom', 0.5, 0.85],
      ['bottomLeft', 0.15, 0.85],
      ['left', 0.15, 0.5],
      ['topLeft', 0.15, 0.15],
    ];
    const placed = new Reel(
      harness,
      places.map(([position]) => image('red.png', { scale: 0.3, position })),
    );
    it.each(places.map((row, index) => [...row, index] as const))('position %s', async (position, x, y, index) => {
      const moving = await harness.render(editOf([[video('seconds.mp4', {}, { scale: 0.3, position })]]));
      for (const result of [await placed.take(index), moving]) {
        for (const [, px, py] of places)
          expect(isNear(result.at(0.1, px, py), px === x && py === y ? RED : BLACK)).toBe(true);
      }
    });

    it('offset moves by fractions of the frame, upwards when positive', async () => {
      const result = await harness.render(editOf([[image('red.png', { scale: 0.2, offset: { x: 0.25, y: 0.25 } })]]));
      expect(isNear(result.at(0, 0.75, 0.25), RED)).toBe(true);
      expect(isNear(result.at(0, 0.5, 0.5), BLACK)).toBe(true);
    });

    it('width and height make a box, crop cuts the source', async () => {
      const boxed = await harness.render(editOf([[image('quarters.png', { width: 40, height: 40 })]]));
      expect(isNear(boxed.at(0, 0.4, 0.35), RED)).toBe(true);
      expect(isNear(boxed.at(0, 0.35, 0.5), BLACK)).toBe(true);
      for (const asset of [
        { type: 'image', src: 'quarters.png' },
        { type: 'video', src: 'halves.mp4' },
      ]) {
        const cropped = await harness.render(
          editOf([[{ asset: { ...asset, crop: { left: 0.5 } }, start: 0, length: 1, fit: 'cover' }]]),
        );
        expect(isNear(cropped.at(0, 0.1, 0.1), asset.type === 'image' ? GREEN : WHITE)).toBe(true);
      }
    });
  });

  describe('video', () => {
    it('shows its seconds at the right time, composed by ffmpeg or painted', async () => {
      for (const more of [{}, { opacity: 0.999 }]) {
        const result = await harness.render(editOf([[video('seconds.mp4', {}, { length: 4, ...more })]], { fps: 25 }));
        for (const [index, color] of [RED, GREEN, BLUE, WHITE].entries()) {
          for (const frame of [index * 25, index * 25 + 24])
            expect([frame, isNear(result.pixel(frame, 80, 45), color, 12)]).toEqual([frame, true]);
        }
        expect(result.frameCount).toBe(100);
      }
    });
    it.each([
      [{ trim: 1.5 }, 0, GREEN],
      [{ trim: 1.5 }, 0.75, BLUE],
      [{ speed: 2 }, 0.75, GREEN],
      [{ speed: 0.5, trim: 0.5 }, 0.9, RED],
      [{ speed: 0, trim: 2.5 }, 0.9, BLUE],
    ] as const)('%j at %s s', async (asset, at, color) => {
      const result = await harness.render(editOf([[video('seconds.mp4', asset)]]));
      expect(isNear(result.at(at, 0.5, 0.5), color)).toBe(true);
    });
    it('ends where its source ends, and "auto" lasts exactly as long', async () => {
      const long = await harness.render(editOf([[video('seconds.mp4', { trim: 3 }, { length: 2 })]]));
      expect([isNear(long.at(0.9, 0.5, 0.5), WHITE), isNear(long.at(1.5, 0.5, 0.5), BLACK)]).toEqual([true, true]);
      const auto = await harness.render(
        editOf([[video('seconds.mp4', { trim: 1, speed: 2 }, { length: 'auto' })]], { fps: 24 }),
      );
      expect(auto.files.frames).toBe(36);
    });
    it('reveals the layer below where the key colour is', async () => {
      const keyed = video('green-screen.mp4', { chromaKey: { color: '#00ff00', threshold: 100, halo: 20 } });
      const result = await harness.render(editOf([[keyed], [image('blue.png')]]));
      expect(isNear(result.at(0.5, 0.1, 0.1), BLUE, 40)).toBe(true);
      expect(isNear(result.at(0.5, 0.5, 0.5), RED, 40)).toBe(true);
    });
    it('flips and fits the same way in the graph and in the painter', async () => {
      const flip = { transform: { flip: { horizontal: true } } };
      for (const more of [flip, { ...flip, opacity: 0.999 }]) {
        const result = await harness.render(editOf([[video('halves.mp4', {}, more)]]));
        expect([isNear(result.at(0, 0.2, 0.5), WHITE), isNear(result.at(0, 0.8, 0.5), BLACK)]).toEqual([true, true]);
      }
    });
    it('lies above and below stills and texts in the order of the tracks', async () => {
      const small = { scale: 0.4 };
      const result = await harness.render(
        editOf([[image('lime.png', { scale: 0.2 })], [video('seconds.mp4', {}, small)], [image('blue.png')]], {
          fps: 25,
        }),
      );
      expect([
        isNear(result.at(0.5, 0.5, 0.5), GREEN),
        isNear(result.at(0.5, 0.35, 0.5), RED),
        isNear(result.at(0.5, 0.1, 0.5), BLUE),
      ]).toEqual([true, true, true]);
    });
  });

  it('a matte shows where it is black and hides where it is white, while it lasts', async () => {
    for (const masked of [image('red.png', { length: 2 }), video('seconds.mp4', {}, { length: 2 })]) {
      const result = await harness.render(
        editOf([
          [{ asset: { type: 'luma', src: 'halves.mp4' }, start: 0, length: 1 }, masked],
          [image('blue.png', { length: 2 })],
        ]),
      );
      expect([isNear(result.at(0.5, 0.2, 0.5), RED), isNear(result.at(0.5, 0.8, 0.5), BLUE)]).toEqual([true, true]);
      expect(isNear(result.at(1.5, 0.8, 0.5), BLUE)).toBe(false);
    }
  });

  it.each([
    ['picture', 'black.png'],
    ['video', 'black.mp4'],
  ])('a %s that is the matte of several clips, one after the other, shows each', async (_kind, src) => {
    const matte = { asset: { type: 'luma', src }, start: 0, length: 2 };
    const clips = [matte, image('red.png'), image('blue.png', { start: 1 })];
    const result = await harness.render(editOf([clips, [image('lime.png', { length: 2 })]]));
    for (const [at, color] of [[0.5, RED] as const, [0.95, RED] as const, [1.1, BLUE] as const, [1.5, BLUE] as const])
      expect([at, isNear(result.at(at, 0.5, 0.5), color)]).toEqual([at, true]);
  });

  it('a video that is a matte is at its own moment when a clip begins after it', async () => {
    const parts = ['black', 'white'].flatMap((color) => ['-f', 'lavfi', '-i', `color=c=${color}:s=160x90:r=25:d=1`]);
    harness.make('closing.mp4', ...parts, '-filter_complex', '[0][1]concat=n=2', '-qp', '0');
    const matte = { asset: { type: 'luma', src: 'closing.mp4' }, start: 0, length: 2 };
    const clips = [matte, image('red.png', { start: 0.5, length: 1.5 }), image('red.png', { start: 1.25 })];
    const result = await harness.render(editOf([clips, [image('lime.png', { length: 2 })]]));
    const isShown = [0.25, 0.75, 1.1, 1.75].map((at) => isNear(result.at(at, 0.5, 0.5), RED));
    expect(isShown).toEqual([false, true, false, false]);
  });

  describe('images', () => {
    it('loops an animated GIF', async () => {
      const result = await harness.render(editOf([[image('blink.gif', { length: 2 })]]));
      expect(
        [0.25, 0.75, 1.25, 1.75].map((at) => isNear(result.at(at, 0.5, 0.5), at % 1 < 0.5 ? RED : BLUE, 40)),
      ).toEqual([true, true, true, true]);
    });
    it('draws SVG files sharply at any size', async () =>
      expect(isNear(await one(image('square.svg')), GREEN)).toBe(true));
    it.each(['bmp', 'jpg', 'webp'])('reads %s', async (format) => {
      harness.make(`red.${format}`, '-i', harness.path('red.png'));
      expect(isNear(await one(image(`red.${format}`)), RED, 12)).toBe(true);
    });
  });

  describe('shapes and vectors', () => {
    it.each([
      [{ shape: 'rectangle', rectangle: { width: 60, height: 40 } }, 0.65, 0.65],
      [{ shape: 'circle', circle: { radius: 25 } }, 0.5, 0.3],
      [{ shape: 'line', line: { length: 120, thickness: 10 } }, 0.85, 0.5],
    ])('%j', async (shape, x, y) => {
      const result = await harness.render(
        editOf([[{ asset: { type: 'shape', ...shape, fill: { color: '#ff0000', opacity: 1 } }, start: 0, length: 1 }]]),
      );
      expect(isNear(result.at(0, x, y), RED)).toBe(true);
      expect(isNear(result.at(0, 0.95, 0.95), BLACK)).toBe(true);
    });
    it('draws the outline of a shape, and SVG markup', async () => {
      const asset = {
        type: 'shape',
        shape: 'rectangle',
        rectangle: { width: 80, height: 40 },
        fill: { color: '#0000ff' },
        stroke: { color: '#ffffff', width: 8 },
      };
      const result = await harness.render(editOf([[{ asset, start: 0, length: 1 }]]));
      expect([isNear(result.at(0, 0.5, 0.5), BLUE), isNear(result.at(0, 0.252, 0.5), WHITE)]).toEqual([true, true]);
      const src =
        '<svg viewBox="0 0 80 80" xmlns="http://www.w3.org/2000/svg"><circle cx="40" cy="40" r="40" fill="#ffff00"/></svg>';
      expect(isNear(await one({ asset: { type: 'svg', src }, start: 0, length: 1 }), YELLOW)).toBe(true);
    });
  });
});
