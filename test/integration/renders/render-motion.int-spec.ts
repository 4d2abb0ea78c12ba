import {
  BLACK,
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  RED,
  RenderHarness,
} from '../../support/harness/render-harness';
import { Reel, type Shown } from '../../support/harness/render-reel';

const FPS = { fps: 24 };

describeWithFfmpeg('motion of clips (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    harness.color('red.png', 'red');
    harness.make(
      'halves.png',
      '-f',
      'lavfi',
      '-i',
      'color=c=red:s=160x90,format=rgb24,drawbox=x=80:y=0:w=80:h=90:color=blue:t=fill',
      '-frames:v',
      '1',
    );
  });
  afterAll(() => harness.close());

  /** Share of full red at a point: 0 = only background, 1 = only the clip. */
  const red = (result: Shown, seconds: number, x = 0.5, y = 0.5) => result.at(seconds, x, y)[0] / 255;
  const fading = (transition: object) => image('red.png', { length: 6, transition });
  const clip = (transition: object) => editOf([[fading(transition)]], FPS);

  const lengths: [string, number][] = [
    ...['fade', 'reveal', 'wipeLeft', 'wipeRight', 'shuffleTopRight', 'shuffleLeftBottom'].flatMap(
      (name): [string, number][] => [
        [name, 1],
        [`${name}Slow`, 2],
        [`${name}Fast`, 0.5],
      ],
    ),
    ...['slideLeft', 'slideUp', 'carouselLeft', 'carouselDown'].flatMap((name): [string, number][] => [
      [name, 0.5],
      [`${name}Slow`, 2],
      [`${name}Fast`, 0.25],
    ]),
    ['zoom', 0.4],
  ];

  const onBothEnds = new Reel(
    harness,
    lengths.map(([name]) => fading({ in: name, out: name })),
    FPS,
  );

  it.each(lengths.map(([name, seconds], index) => [name, seconds, index] as const))(
    '%s lasts %s s on both ends and rests in between',
    async (_name, seconds, index) => {
      const result = await onBothEnds.take(index);
      const whole = (at: number) =>
        [
          [0.02, 0.5],
          [0.98, 0.5],
          [0.5, 0.03],
          [0.5, 0.97],
        ].every(([x = 0, y = 0]) => isNear(result.at(at, x, y), RED, 12));
      expect(whole(0)).toBe(false);
      expect(whole(seconds * 0.75)).toBe(false);
      expect(whole(seconds)).toBe(true);
      expect(whole(6 - seconds)).toBe(true);
      expect(whole(6 - 1 / 24)).toBe(false);
    },
  );

  it('fade shows half of the clip half-way', async () => {
    const result = await harness.render(clip({ in: 'fade' }));
    expect(red(result, 0)).toBeLessThan(0.03);
    expect(red(result, 0.5)).toBeCloseTo(0.5, 1);
  });

  it('reveal uncovers with a hard edge from the left, and covers again', async () => {
    const result = await harness.render(clip({ in: 'reveal', out: 'reveal' }));
    for (const at of [0.5, 5.5]) {
      expect(red(result, at, 0.4)).toBeGreaterThan(0.95);
      expect(red(result, at, 0.6)).toBeLessThan(0.05);
    }
  });

  it.each([
    ['wipeLeft', 0.9, 0.1],
    ['wipeRight', 0.1, 0.9],
  ])('%s uncovers softly from one side and leaves the same way', async (name, first, last) => {
    const result = await harness.render(clip({ in: name, out: name }));
    expect(red(result, 0.5, first)).toBeGreaterThan(0.85);
    expect(red(result, 0.5, 0.5)).toBeGreaterThan(0.3);
    expect(red(result, 0.5, 0.5)).toBeLessThan(0.7);
    expect(red(result, 0.5, last)).toBeLessThan(0.15);
    expect(red(result, 5.5, first)).toBeLessThan(0.15);
    expect(red(result, 5.5, last)).toBeGreaterThan(0.85);
  });

  it('wipes travel the same way over a mirrored clip', async () => {
    for (const [name, shown, hidden] of [['wipeLeft', 0.9, 0.1] as const, ['reveal', 0.1, 0.9] as const]) {
      const flipped = { transform: { flip: { horizontal: true, vertical: true } }, transition: { in: name } };
      const result = await harness.render(editOf([[image('red.png', { length: 2, ...flipped })]], FPS));
      expect([red(result, 0.5, shown) > 0.8, red(result, 0.5, hidden) < 0.2]).toEqual([true, true]);
    }
  });

  const carousels = new Reel(
    harness,
    ['Left', 'Right', 'Up', 'Down'].map((to) => fading({ in: `carousel${to}`, out: `carousel${to}` })),
    FPS,
  );

  it.each([
    ['Left', 0, 0.9, 0.5, 0.1, 0.5],
    ['Right', 1, 0.1, 0.5, 0.9, 0.5],
    ['Up', 2, 0.5, 0.9, 0.5, 0.1],
    ['Down', 3, 0.5, 0.1, 0.5, 0.9],
  ])('carousel%s enters at one edge and leaves at the other', async (_to, index, enterX, enterY, leaveX, leaveY) => {
    const result = await carousels.take(index);
    expect(red(result, 0.25, enterX, enterY)).toBeGreaterThan(0.95);
    expect(red(result, 0.25, leaveX, leaveY)).toBeLessThan(0.05);
    expect(red(result, 5.6, leaveX, leaveY)).toBeGreaterThan(0.95);
    expect(red(result, 5.6, enterX, enterY)).toBeLessThan(0.05);
  });

  const slides = new Reel(
    harness,
    ['Left', 'Right', 'Up', 'Down'].map((to) => fading({ in: `slide${to}Slow` })),
    FPS,
  );

  it.each([
    ['Left', 0, -1, 0],
    ['Right', 1, 1, 0],
    ['Up', 2, 0, -1],
    ['Down', 3, 0, 1],
  ])('slide%s moves 2.5 %% of the frame while it fades', async (_to, index, dx, dy) => {
    const result = await slides.take(index);
    expect(red(result, 1)).toBeCloseTo(0.5, 1);
    const trailing = red(result, 0.6, dx === 0 ? 0.5 : 0.5 - dx * 0.495, dy === 0 ? 0.5 : 0.5 - dy * 0.495);
    const leading = red(result, 0.6, dx === 0 ? 0.5 : 0.5 + dx * 0.495, dy === 0 ? 0.5 : 0.5 + dy * 0.495);
    expect(trailing).toBeGreaterThan(0.12);
    expect(leading).toBeLessThan(0.08);
  });

  const ways = ['TopRight', 'TopLeft', 'RightTop', 'RightBottom', 'BottomRight', 'BottomLeft', 'LeftBottom', 'LeftTop'];
  const shuffles = new Reel(
    harness,
    ways.map((name) => fading({ in: `shuffle${name}` })),
    FPS,
  );

  it.each(ways.map((name, index) => [name, index] as const))(
    'shuffle%s comes from its side and turns into position',
    async (name, index) => {
      const result = await shuffles.take(index);
      expect(result.brightness(0)).toBeLessThan(3);
      const [first] = name.split(/(?=[A-Z])/);
      const side = { Top: [0.5, 0.05], Bottom: [0.5, 0.95], Left: [0.05, 0.5], Right: [0.95, 0.5] }[first ?? ''] ?? [
        0, 0,
      ];
      expect(red(result, 0.4, side[0], side[1])).toBeGreaterThan(0.8);
      expect(red(result, 0.4, 1 - (side[0] ?? 0), 1 - (side[1] ?? 0))).toBeLessThan(0.2);
    },
  );

  const scaled: [string, number, number][] = [
    ['zoomIn', 1, 1.3],
    ['zoomInSlow', 1, 1.1],
    ['zoomInFast', 1, 1.7],
    ['zoomOut', 1.3, 1],
    ['zoomOutSlow', 1.1, 1],
    ['zoomOutFast', 1.7, 1],
  ];
  const zooms = new Reel(
    harness,
    scaled.map(([effect]) => image('red.png', { length: 2, effect, scale: 0.5 })),
    FPS,
  );

  it.each(scaled.map((row, index) => [...row, index] as const))(
    '%s scales from %s to %s',
    async (_, from, to, index) => {
      const result = await zooms.take(index);
      // Half of the frame's width times the factor; its edge is at 0.5 + 0.25 × factor.
      for (const [at, factor] of [
        [0, from],
        [2, to],
      ] as const) {
        expect(red(result, at, 0.5 + 0.25 * factor - 0.02)).toBeGreaterThan(0.9);
        expect(red(result, at, 0.5 + 0.25 * factor + 0.02)).toBeLessThan(0.1);
      }
    },
  );

  const sideways: [string, number, number][] = [
    ['slideLeft', 0.12, 1],
    ['slideLeftSlow', 0.03, 1],
    ['slideLeftFast', 0.2, 1],
    ['slideRight', 0.12, -1],
    ['slideRightSlow', 0.03, -1],
    ['slideRightFast', 0.2, -1],
  ];
  const moves = new Reel(
    harness,
    sideways.map(([effect]) => image('halves.png', { length: 2, effect })),
    FPS,
  );

  it.each(sideways.map((row, index) => [...row, index] as const))(
    '%s moves %s of the frame to each side and never shows an edge',
    async (_, reach, sign, index) => {
      const result = await moves.take(index);
      for (const [at, where] of [
        [0, 0.5 + reach * sign],
        [2, 0.5 - reach * sign],
      ] as const) {
        expect(isNear(result.at(at, where - 0.03, 0.5), RED, 40)).toBe(true);
        expect(isNear(result.at(at, where + 0.03, 0.5), [0, 0, 255], 40)).toBe(true);
        for (const corner of [0.01, 0.99]) expect(isNear(result.at(at, corner, 0.5), BLACK, 60)).toBe(false);
      }
    },
  );

  const upright = ['slideUp', 'slideUpSlow', 'slideUpFast', 'slideDown', 'slideDownSlow', 'slideDownFast'];
  const lifts = new Reel(
    harness,
    upright.map((effect) => image('red.png', { length: 1, effect })),
    FPS,
  );

  it.each(upright.map((effect, index) => [effect, index] as const))(
    '%s covers the frame throughout',
    async (_effect, index) => {
      const result = await lifts.take(index);
      for (const at of [0, 0.5, 1])
        for (const y of [0.01, 0.99]) expect(isNear(result.at(at, 0.5, y), RED, 20)).toBe(true);
    },
  );

  it('a tween follows its easing, starting at its first value', async () => {
    const offset = {
      x: [{ from: -0.25, to: 0.25, start: 0, length: 2, interpolation: 'bezier', easing: 'easeInQuad' }],
    };
    const result = await harness.render(editOf([[image('red.png', { length: 3, scale: 0.2, offset })]], FPS));
    expect(red(result, 0, 0.25)).toBeGreaterThan(0.9);
    // Half of the time is about a fifth of the way on this curve.
    expect(red(result, 1, 0.37)).toBeGreaterThan(0.9);
    expect(red(result, 2.5, 0.75)).toBeGreaterThan(0.9);
  });

  it.each([
    ['opacity', { opacity: [{ from: 0, to: 1, start: 0, length: 2 }] }, 1, 0.5],
    ['scale', { scale: [{ from: 0.2, to: 1, start: 0, length: 2 }] }, 1, 1],
  ])('%s can be tweened', async (_, more, at, share) => {
    const result = await harness.render(editOf([[image('red.png', { length: 2, ...more })]], FPS));
    expect(red(result, at)).toBeCloseTo(share, 1);
    expect(red(result, 0, 0.9)).toBeLessThan(0.1);
    expect(red(result, 2, 0.9)).toBeGreaterThan(0.9);
  });

  it('turns clockwise, skews and flips', async () => {
    const halves = (transform: object) => editOf([[image('halves.png', { length: 1, transform })]]);
    const turned = await harness.render(halves({ rotate: { angle: 90 } }));
    expect(isNear(turned.at(0, 0.5, 0.2), RED)).toBe(true);
    expect(isNear(turned.at(0, 0.5, 0.8), [0, 0, 255])).toBe(true);
    const flipped = await harness.render(halves({ flip: { horizontal: true } }));
    expect(isNear(flipped.at(0, 0.8, 0.5), RED)).toBe(true);
    const skewed = await harness.render(halves({ skew: { x: 1 } }));
    expect(isNear(skewed.at(0, 0.4, 0.1), [0, 0, 255])).toBe(true);
    expect(isNear(skewed.at(0, 0.6, 0.9), RED)).toBe(true);
  });
});
