import { FontLibrary } from '@app/media';
import { createCanvas } from '@napi-rs/canvas';
import type { RichCaptionAsset } from '../../edit/edit';
import { DEFAULT_EDIT_LIMITS } from '../../edit/edit-limits';
import { readEdit } from '../../edit/read-edit';
import { DrawnPicture, isStillDrawing } from '../paint/drawn-picture';
import type { Cue } from '../scene/cues';

type Rgb = readonly [red: number, green: number, blue: number];
const WHITE: Rgb = [255, 255, 255];
const SIZE = { width: 320, height: 180 };
const fonts = new FontLibrary([], [], 'caption-blocks-spec');
const cue: Cue = { start: 0, end: 2, text: 'one two three four' };

/** A caption as an edit that passed the schema has it, drawn at one moment. */
function draw(members: object, seconds = 0.1, cues: Cue[] = [cue]) {
  const written = { type: 'rich-caption', src: 'https://example.com/a.vtt', ...members };
  const edit = readEdit(
    {
      timeline: { tracks: [{ clips: [{ asset: written, start: 0, length: 2 }] }] },
      output: { format: 'png', size: SIZE },
    },
    DEFAULT_EDIT_LIMITS,
  );
  const asset = edit.timeline.tracks[0]?.clips[0]?.asset as RichCaptionAsset;
  const options = { scale: 1, filter: undefined, mostPixels: 1e6, visible: () => undefined };
  const picture = new DrawnPicture({ type: 'rich-caption', asset, cues }, SIZE, 2, fonts, options).at(seconds);
  const context = createCanvas(SIZE.width, SIZE.height).getContext('2d');
  if (picture) context.drawImage(picture.canvas, picture.rect.x, picture.rect.y);
  const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height);
  /** The pixels of a colour: how many there are, and between which edges. */
  return (color: Rgb) => {
    const found = { count: 0, left: SIZE.width, right: -1, top: SIZE.height, bottom: -1 };
    for (let at = 0; at < data.length; at += 4) {
      const isNear = color.every((value, channel) => Math.abs(value - (data[at + channel] ?? 0)) <= 60);
      if (!isNear || (data[at + 3] ?? 0) < 200) continue;
      const [x, y] = [(at / 4) % SIZE.width, Math.floor(at / 4 / SIZE.width)];
      found.count++;
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x);
      found.top = Math.min(found.top, y);
      found.bottom = Math.max(found.bottom, y);
    }
    return found;
  };
}

describe('the place of a rich caption', () => {
  it.each([
    ['no alignment', {}, 90],
    ['a horizontal alignment only', { align: { horizontal: 'center' } }, 90],
    ['more padding at the top than at the bottom', { padding: { top: 40, bottom: 10 } }, 105],
  ])('with %s is the middle of the space that the padding leaves', (_, members, middle) => {
    const { top, bottom } = draw({ font: { size: 24 }, ...members })(WHITE);
    expect(Math.abs((top + bottom) / 2 - middle)).toBeLessThan(4);
  });

  it('is the bottom or the top of its box if its alignment says so', () => {
    const placed = (vertical: string) => draw({ font: { size: 24 }, align: { vertical } })(WHITE);
    expect(placed('bottom').bottom).toBeGreaterThan(165);
    expect(placed('top').top).toBeLessThan(15);
  });

  it('leaves a twentieth of the width free on each side unless it has a padding', () => {
    const font = { size: 24, background: '#ff0000' };
    const [kept, all] = [{}, { padding: 0 }].map((members) => {
      const { left, right } = draw({ font, align: { horizontal: 'left' }, ...members })([255, 0, 0]);
      return right < 0 ? undefined : left;
    });
    expect([kept, all]).toEqual([16, 0]);
  });
});

const GREEN: Rgb = [0, 255, 0];
const YELLOW: Rgb = [255, 255, 0];
const MAGENTA: Rgb = [255, 0, 255];
const highlight = { animation: { style: 'highlight' } };

describe('the spoken word of a rich caption', () => {
  const font = { size: 24 };

  it.each([
    ['a stroke', { stroke: { width: 3, color: '#00ff00' } }],
    ['a shadow', { shadow: { offsetX: 4, color: '#00ff00', opacity: 1 } }],
    ['a background', { font: { background: '#00ff00' } }],
    ['a colour', { font: { color: '#00ff00' } }],
  ])('alone has %s of its own', (_, active) => {
    const first = draw({ font, active, ...highlight })(GREEN);
    const last = draw({ font, active, ...highlight }, 1.9)(GREEN);
    expect(first.count).toBeGreaterThan(30);
    expect(last.count).toBeGreaterThan(30);
    expect(first.right).toBeLessThan(last.left);
  });

  it.each([
    ['stroke', { stroke: { width: 3, color: '#00ff00' } }],
    ['shadow', { shadow: { offsetX: 5, offsetY: 5, color: '#00ff00', opacity: 1 } }],
  ])('"none" takes the %s of the others from it', (member, base) => {
    const plain = draw({ font, ...base, ...highlight })(GREEN);
    const without = draw({ font, ...base, active: { [member]: 'none' }, ...highlight })(GREEN);
    expect(without.left).toBeGreaterThan(plain.left + 20);
    expect(without.right).toBe(plain.right);
  });

  it('takes what its stroke and shadow leave out from those of the other words', () => {
    const stroked = draw({ font, stroke: { width: 2 }, active: { stroke: { color: '#00ff00' } } });
    const whole = draw({ font, active: { stroke: { width: 2, color: '#00ff00' } } });
    expect(stroked(GREEN)).toEqual(whole(GREEN));
    const shadow = { offsetX: 6, offsetY: 6, opacity: 1 };
    const cast = draw({ font, shadow, active: { shadow: { color: '#00ff00' } } });
    expect(cast(GREEN)).toEqual(draw({ font, active: { shadow: { ...shadow, color: '#00ff00' } } })(GREEN));
  });

  it.each([
    ['weight', { weight: 900 }],
    ['family', { family: 'Permanent Marker' }],
    ['decoration', { textDecoration: 'underline' }],
  ])('has a %s of its own', (_, own) => {
    const color = '#00ff00';
    const bare = draw({ font, active: { font: { color } } })(GREEN);
    const marked = draw({ font, active: { font: { color, ...own } } })(GREEN);
    expect(marked.count).toBeGreaterThan(1.2 * bare.count);
    // In the middle of its place.
    expect(Math.abs(marked.left + marked.right - bare.left - bare.right)).toBeLessThan(6);
  });

  it('keeps the weight and the decoration of the others if it has none of its own', () => {
    const heavy = { font: { size: 24, weight: 900, color: '#00ff00' }, style: { textDecoration: 'underline' } };
    const one = [{ ...cue, text: 'one' }];
    expect(draw({ ...heavy, active: { font: { background: '#ff00ff' } } }, 0.1, one)(GREEN).count).toBeGreaterThan(
      0.8 * draw(heavy, 0.1, one)(GREEN).count,
    );
    expect(draw({ ...heavy, active: { font: { textDecoration: 'none' } } }, 0.1, one)(GREEN).bottom).toBeLessThan(
      draw(heavy, 0.1, one)(GREEN).bottom,
    );
  });

  it('keeps the colour of the others if it has another mark, and is yellow without any', () => {
    const marked = draw({ font, active: { font: { background: '#ff00ff' } }, ...highlight });
    expect([marked(YELLOW).count, marked(MAGENTA).count > 100]).toEqual([0, true]);
    expect(draw({ font, active: { stroke: { width: 3, color: '#00ff00' } }, ...highlight })(YELLOW).count).toBe(0);
    expect(draw({ font, ...highlight })(YELLOW).count).toBeGreaterThan(30);
    const [faint, full] = [0.2, 1].map((opacity) =>
      draw({ font, active: { font: { opacity } }, ...highlight }, 0.1, [{ ...cue, text: 'one' }])(WHITE),
    );
    expect([faint?.count, (full?.count ?? 0) > 30]).toEqual([0, true]);
  });

  it('is drawn to its edges, however large', () => {
    const one = [{ ...cue, text: 'million' }];
    const { left, right } = draw({ font, active: { font: { color: '#00ff00', size: 72 } } }, 0.1, one)(GREEN);
    const plain = draw({ font }, 0.1, one)(WHITE);
    expect((right - left) / (plain.right - plain.left)).toBeCloseTo(3, 0);
    const stroke = { width: 40, color: '#00ff00' };
    const wide = draw({ font: { size: 10 }, active: { stroke } }, 0.1, one)(GREEN);
    expect(wide.bottom - wide.top).toBeGreaterThan(80);
  });
});

describe('a background that fits the text', () => {
  const one = [{ ...cue, text: 'HHH' }];
  const font = { size: 50, color: '#ffffff' };
  /** Pixels between the plate and the letters; those above and below count from the line, which is 60 pixels high. */
  const margins = (members: object, background: object = {}) => {
    const wrapped = { font, ...members, background: { color: '#ff00ff', wrap: true, ...background } };
    const plate = draw(wrapped, 0.1, one)(MAGENTA);
    const text = draw({ font, ...members }, 0.1, one)(WHITE);
    return [text.left - plate.left, plate.right - text.right, (plate.bottom - plate.top + 1 - 60) / 2];
  };

  it('has the padding of its own, otherwise that of the asset and 12 % of the letters', () => {
    const [bare = 0, , flush] = margins({}, { padding: 0 });
    expect([bare < 7, flush]).toEqual([true, 0]);
    expect(margins({})).toEqual([bare + 6, bare + 6, 6]);
    expect(margins({ padding: 20 })).toEqual([bare + 26, bare + 26, 26]);
    expect(margins({ padding: { left: 30, top: 10, bottom: 10 } })).toEqual([bare + 36, bare + 6, 16]);
    expect(margins({ padding: 20 }, { padding: 3 })).toEqual([bare + 3, bare + 3, 3]);
  });

  it('contains the stroke of the letters', () => {
    const [bare = 0] = margins({}, { padding: 0 });
    const stroke = { width: 8 };
    expect(margins({ stroke }, { padding: 0 })).toEqual([bare + 8, bare + 8, 8]);
    expect(margins({ stroke })).toEqual([bare + 14, bare + 14, 14]);
  });
});

describe('the size of a rich caption', () => {
  const height = (members: object) => {
    const { top, bottom } = draw(members, 0.1, [{ ...cue, text: 'HE' }])(WHITE);
    return bottom - top;
  };

  it('is that of its style if its font has none', () => {
    const plain = height({});
    for (const font of [{}, { font: { family: 'Roboto' } }])
      expect(Math.abs(height({ ...font, style: { size: 48 } }) - 2 * plain)).toBeLessThan(3);
    expect(height({ font: { size: 24 }, style: { size: 48 } })).toBe(plain);
  });
});

describe('an entrance of a rich caption', () => {
  const timed: Cue = {
    ...cue,
    words: [
      { start: 0, end: 0.5 },
      { start: 0.5, end: 1 },
      { start: 1, end: 1.5 },
      { start: 1.5, end: 2 },
    ],
  };
  const caption = { font: { size: 24 }, animation: { style: 'fade' } };
  const at = (seconds: number, members: object = {}) => draw({ ...caption, ...members }, seconds, [timed])(WHITE);

  it.each(['fade', 'slide'])('(%s) is that of each word at its own time', (style) => {
    const all = at(1.9, { animation: { style } });
    const edges = [0.3, 0.9, 1.4].map((seconds) => at(seconds, { animation: { style } }));
    for (const { left } of edges) expect(left).toBe(all.left);
    const rights = [...edges, all].map(({ right }) => right);
    expect(rights).toEqual([...new Set(rights)].toSorted((a, b) => a - b));
    expect(at(0.05, { animation: { style } }).count).toBe(0);
  });

  it.each(['fade', 'typewriter'])(
    '(%s) shows all parts of a word that is longer than a line with its time',
    (style) => {
      const long = [{ ...cue, text: `one ${'m'.repeat(25)}` }];
      const members = { font: { size: 24 }, active: { font: { color: '#ffffff' } } };
      const bottom = (seconds: number) => draw({ ...members, animation: { style } }, seconds, long)(WHITE).bottom;
      const all = draw(members, 1.9, long)(WHITE).bottom;
      expect(bottom(1.9)).toBe(all);
      expect(bottom(0.26)).toBeLessThan(all - 20);
    },
  );

  it('is drawn again at each of its moments', () => {
    const options = { scale: 1, filter: undefined, mostPixels: 1e6, visible: () => undefined };
    const asset = { type: 'rich-caption', src: 'a.vtt', ...caption } as RichCaptionAsset;
    const picture = new DrawnPicture({ type: 'rich-caption', asset, cues: [timed] }, SIZE, 2, fonts, options);
    const [before, during, later, after, still] = [0.45, 0.55, 0.65, 0.8, 0.9].map((seconds) => picture.at(seconds));
    expect(new Set([before, during, later, after]).size).toBe(4);
    expect(still).toBe(after);
  });

  it('of a single word is a movement', () => {
    const asset = { type: 'rich-caption', src: 'a.vtt', ...caption } as RichCaptionAsset;
    const still = (start: number) =>
      isStillDrawing({ type: 'rich-caption', asset, cues: [{ ...cue, text: 'one' }] }, start, 1.9, 2);
    expect([still(0), still(0.5)]).toEqual([false, true]);
  });
});
