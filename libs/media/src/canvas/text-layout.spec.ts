import { createCanvas } from '@napi-rs/canvas';
import { FontLibrary } from './font-library';
import type { TextBlock, TextStyle } from './text-block';
import { layoutText } from './text-layout';

const STYLE: TextStyle = {
  family: 'Roboto',
  size: 20,
  weight: 400,
  italic: false,
  color: '#000000',
  letterSpacing: 0,
  wordSpacing: 0,
  underline: false,
  lineThrough: false,
};
const fonts = new FontLibrary([], [], 'text-layout-spec');
const context = createCanvas(1, 1).getContext('2d');
const PADDING = { top: 0, right: 0, bottom: 0, left: 0 };

function layout(
  texts: string[],
  width: number,
  more: Partial<TextBlock> = {},
  align: 'left' | 'center' | 'right' = 'left',
) {
  const paragraphs = texts.map((text) => ({ runs: [{ text, style: STYLE }], align, spaceBefore: 5, lineHeight: 1.5 }));
  const block: TextBlock = { box: { width, height: 300 }, padding: PADDING, paragraphs, vertical: 'top', ...more };
  return layoutText(context, block, fonts);
}
const linesOf = (...args: Parameters<typeof layout>) =>
  layout(...args).lines.map(({ runs }) => runs.map(({ text }) => text).join(''));

describe('layoutText', () => {
  it.each([
    ['keeps what fits on one line', 'one two', 400, ['one two']],
    ['breaks between words', 'alpha beta gamma', 75, ['alpha', 'beta', 'gamma']],
    ['breaks a word that is wider than the box', 'WWWWWWWWWW', 70, ['WWW', 'WWW', 'WWW', 'W']],
    ['breaks after a hyphen', 'well-known', 60, ['well-', 'known']],
    ['keeps a combined emoji whole', '👨‍👩‍👧👨‍👩‍👧', 30, ['👨‍👩‍👧', '👨‍👩‍👧']],
  ])('%s', (_, text, width, expected) => expect(linesOf([text], width)).toEqual(expected));

  it('puts lines below each other, paragraphs with their space between', () => {
    expect(layout(['a', 'b'], 100).lines.map(({ top, height }) => [top, height])).toEqual([
      [0, 30],
      [35, 30],
    ]);
  });

  it.each([
    ['left', 10],
    ['center', 100],
    ['right', 190],
  ] as const)('aligns to the %s inside the padding', (align, at) => {
    const { bounds } = layout(['word'], 200, { padding: { ...PADDING, left: 10, right: 10 } }, align);
    const edge = { left: bounds.x, center: bounds.x + bounds.width / 2, right: bounds.x + bounds.width }[align];
    expect(edge).toBeCloseTo(at, 3);
  });

  it.each([
    ['top', 0],
    ['middle', 135],
    ['bottom', 270],
  ] as const)('places the text at the %s', (vertical, top) =>
    expect(layout(['word'], 200, { vertical }).bounds.y).toBe(top),
  );

  it('cuts with the ellipsis only where lines are left out', () => {
    const box = { width: 100, height: 30 };
    expect(linesOf(['alpha beta gamma delta'], 100, { box, ellipsis: '…' })).toEqual([
      expect.stringMatching(/^alpha.*…$/),
    ]);
    expect(linesOf(['alpha'], 100, { box, ellipsis: '…' })).toEqual(['alpha']);
  });

  it('lets a right-to-left line run the other way', () => {
    const [line] = layout(['שלום abc'], 300).lines;
    expect(line?.rightToLeft).toBe(true);
  });
});
