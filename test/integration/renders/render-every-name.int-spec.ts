import { supportTable } from '@app/render-proxy';
import { assetSchema, clipSchema, transitionSchema } from '@shotstack/schemas/zod';
import {
  BLACK,
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  type Rendered,
  RenderHarness,
  video,
  WHITE,
} from '../../support/harness/render-harness';

type Schema = { safeParse: (value: unknown) => { error?: { issues: unknown[] } } };

/** The names that the published schema allows, read from its message about a wrong one. */
function publishedNames(schema: Schema, wrong: object, key: string): string[] {
  const issues = (schema.safeParse(wrong).error?.issues ?? []) as { path: PropertyKey[]; values?: string[] }[];
  return issues.find(({ path }) => path.at(-1) === key)?.values ?? [];
}
const clip = { asset: { type: 'image', src: 'a' }, start: 0, length: 1 };
const isSomething = (name: string) => name !== 'none';
const transitions = publishedNames(transitionSchema, { in: '?' }, 'in').filter(isSomething);
const effects = publishedNames(clipSchema, { ...clip, effect: '?' }, 'effect');
const filters = publishedNames(clipSchema, { ...clip, filter: '?' }, 'filter').filter(isSomething);
const fits = publishedNames(clipSchema, { ...clip, fit: '?' }, 'fit');
const positions = publishedNames(clipSchema, { ...clip, position: '?' }, 'position');
const assets =
  ((assetSchema.safeParse({ type: '?' }).error?.issues ?? []) as unknown as { options?: string[] }[])[0]?.options ?? [];

/**
 * Covers every name of the published schema, so that a new one is noticed: each renders, and its frames differ from
 * those of a clip without it. render-motion, render-picture and render-captions test how each looks exactly.
 */
describeWithFfmpeg('every published name (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    harness.make('card.png', '-f', 'lavfi', '-i', 'testsrc2=s=120x90,format=rgb24', '-frames:v', '1');
    harness.make(
      'film.mp4',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=120x90:r=12:d=2',
      '-f',
      'lavfi',
      '-i',
      'sine=440:d=2',
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-shortest',
    );
    harness.make('tone.wav', '-f', 'lavfi', '-i', 'sine=440:d=2');
    harness.make(
      'matte.png',
      '-f',
      'lavfi',
      '-i',
      'color=c=black:s=160x90,format=rgb24,drawbox=x=80:w=80:color=white:t=fill',
      '-frames:v',
      '1',
    );
    harness.write('lines.srt', '1\n00:00:00,000 --> 00:00:02,000\nWWWW\n');
  });
  afterAll(() => harness.close());

  /** Mean difference (0..255) of two frames over a grid of points. */
  const difference = (a: Rendered, frameA: number, b: Rendered, frameB: number) => {
    const points = Array.from(
      { length: 32 * 18 },
      (_, index) => [(index % 32) * 5 + 2, Math.floor(index / 32) * 5 + 2] as const,
    );
    const channels = points.flatMap(([x, y]) => {
      const [left, right] = [a.pixel(frameA, x, y), b.pixel(frameB, x, y)];
      return left.map((value, channel) => Math.abs(value - (right[channel] ?? 0)));
    });
    return channels.reduce((sum, value) => sum + value, 0) / channels.length;
  };
  /** One film with all variants of a clip, one after the other, and the frame at some second of each. */
  const inARow = async (variants: object[], seconds: number, source = image('card.png')) => {
    const clips = variants.map((variant, index) => ({
      ...source,
      ...variant,
      start: index * seconds,
      length: seconds,
    }));
    return {
      film: await harness.render(editOf([clips], { fps: 24 })),
      frame: (index: number, at: number) => Math.round((index * seconds + at) * 24),
    };
  };

  it('were found in the schema', () => {
    expect([transitions, effects, filters, fits, positions, assets].map(({ length }) => length)).toEqual([
      61, 18, 8, 4, 9, 16,
    ]);
  });

  it('of transitions moves at both ends and rests in between', async () => {
    const { film, frame } = await inARow(
      [{}, ...transitions.map((name) => ({ transition: { in: name, out: name } }))],
      5,
    );
    const calm = transitions.map((_, index) => difference(film, frame(index + 1, 2.5), film, frame(0, 2.5)));
    expect(Math.max(...calm)).toBeLessThan(4);
    for (const at of [1 / 24, 5 - 2 / 24]) {
      const still = transitions.filter((_, index) => difference(film, frame(index + 1, at), film, frame(0, at)) < 3);
      expect(still).toEqual([]);
    }
  });

  it('of effects moves all the time', async () => {
    const { film, frame } = await inARow([{}, ...effects.map((effect) => ({ effect }))], 2);
    const still = effects.filter(
      (_, index) => difference(film, frame(index + 1, 0.05), film, frame(index + 1, 1.9)) < 3,
    );
    expect(still).toEqual([]);
  });

  it.each(['card.png', 'film.mp4'])('of filters changes %s', async (src) => {
    const source = src.endsWith('png') ? image(src) : video(src);
    const { film, frame } = await inARow([{}, ...filters.map((filter) => ({ filter }))], 1, source);
    expect(filters.filter((_, index) => difference(film, frame(index + 1, 0.5), film, frame(0, 0.5)) < 3)).toEqual([]);
  });

  it('of fits and positions differs from the others', async () => {
    const small = image('card.png', { scale: 0.4 });
    for (const { film, frame } of [
      await inARow(
        fits.map((fit) => ({ fit, height: 60 })),
        0.5,
      ),
      await inARow(
        positions.map((position) => ({ position })),
        0.5,
        small,
      ),
    ]) {
      const count = Math.round(film.files.seconds / 0.5);
      const same = Array.from(
        { length: count * count },
        (_, index) => [index % count, Math.floor(index / count)] as const,
      ).filter(([a, b]) => a < b && difference(film, frame(a, 0.25), film, frame(b, 0.25)) < 1);
      expect(same).toEqual([]);
    }
  });

  const examples: Readonly<Record<string, object>> = {
    video: { type: 'video', src: 'film.mp4' },
    image: { type: 'image', src: 'card.png' },
    text: { type: 'text', text: 'WWWW', font: { color: '#ffffff' } },
    'rich-text': { type: 'rich-text', text: 'WWWW', font: { color: '#ffffff', size: 40 } },
    title: { type: 'title', text: 'WWWW' },
    html: { type: 'html', html: '<p>WWWW</p>', css: 'p { color: #ffffff; font-size: 40px; }' },
    caption: { type: 'caption', src: 'lines.srt' },
    'rich-caption': { type: 'rich-caption', src: 'lines.srt', font: { color: '#ffffff', size: 20 } },
    shape: { type: 'shape', shape: 'rectangle', rectangle: { width: 80, height: 45 }, fill: { color: '#ffffff' } },
    svg: {
      type: 'svg',
      src: '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="45"><rect width="80" height="45" fill="#ffffff"/></svg>',
    },
  };
  const refused = supportTable().flatMap(({ feature, refused: why }) =>
    why !== undefined && feature.startsWith('asset ') ? [feature.slice(6)] : [],
  );

  it('of asset types is drawn, audible, a matte or refused', () => {
    expect([...Object.keys(examples), 'audio', 'luma', ...refused].sort()).toEqual([...assets].sort());
  });

  it.each(Object.entries(examples))('%s is seen', async (_, asset) => {
    const result = await harness.render(editOf([[{ asset, start: 0, length: 1 }]]));
    expect(result.brightness(6)).toBeGreaterThan(0.5);
  });

  it('audio is audible, and a luma clip is a matte', async () => {
    const sounding = await harness.render(
      editOf([[{ asset: { type: 'audio', src: 'tone.wav' }, start: 0, length: 1 }]]),
    );
    expect(sounding.level(0.2, 0.5)).toBeGreaterThan(-30);
    harness.color('white.png', 'white');
    const matted = await harness.render(
      editOf([[{ asset: { type: 'luma', src: 'matte.png' }, start: 0, length: 1 }, image('white.png')]]),
    );
    expect([isNear(matted.at(0.5, 0.25, 0.5), WHITE), isNear(matted.at(0.5, 0.75, 0.5), BLACK)]).toEqual([true, true]);
  });
});
