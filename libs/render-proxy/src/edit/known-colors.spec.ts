import type { Asset } from './edit';
import { colorWarnings, withKnownColors } from './known-colors';

const shape = { type: 'shape', shape: 'circle', circle: { radius: 5 } };
const MEMBERS: [object, string, string][] = [
  [{ type: 'text', text: 'x', font: { color: '?', size: 40 } }, 'font.color', '#ffffff'],
  [{ type: 'title', text: 'x', color: '?' }, 'color', '#ffffff'],
  [{ type: 'title', text: 'x', background: '?' }, 'background', 'none'],
  [{ type: 'html', html: 'x', background: '?' }, 'background', 'none'],
  [{ type: 'caption', src: 'x.srt', font: { color: '?' } }, 'font.color', '#ffffff'],
  [{ type: 'caption', src: 'x.srt', font: { stroke: '?' } }, 'font.stroke', '#000000'],
  [{ type: 'caption', src: 'x.srt', background: { color: '?' } }, 'background.color', '#000000'],
  [{ ...shape, fill: { color: '?' } }, 'fill.color', '#ffffff'],
  [{ ...shape, stroke: { color: '?', width: 2 } }, 'stroke.color', '#000000'],
];
const filled = (asset: object, color: string) => JSON.parse(JSON.stringify(asset).replace('?', color)) as Asset;

describe.each(MEMBERS)('%j', (asset, member, drawn) => {
  it.each(['nope', '#12345', '#ff', '#ffg000', 'ff8800', 'none at all'])(
    'draws its default instead of "%s", which is no colour, and says so',
    (color) => {
      const unknown = filled(asset, color);
      expect(colorWarnings(unknown, 'asset')).toEqual([
        {
          path: `asset.${member}`,
          code: 'no_effect',
          message: `"${color}" is not a colour, so ${drawn} is drawn; write a colour with six hexadecimal digits, such as "#ff8800".`,
        },
      ]);
      expect(withKnownColors(unknown)).toEqual(filled(asset, drawn === 'none' ? 'transparent' : drawn));
    },
  );

  it.each(['', 'none'])(
    'says so of "%s" unless the member is a background, which then is meant to be absent',
    (color) => {
      expect(colorWarnings(filled(asset, color), 'asset')).toHaveLength(drawn === 'none' ? 0 : 1);
    },
  );

  it.each(['#ff8800', '#F80', '#80ff8800', 'red', 'rgba(1, 2, 3, 0.5)', 'hsl(20, 50%, 50%)', 'transparent'])(
    'draws %s',
    (color) => {
      const known = filled(asset, color);
      expect(colorWarnings(known, 'asset')).toEqual([]);
      expect(withKnownColors(known)).toEqual(known);
    },
  );
});
