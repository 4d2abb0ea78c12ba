import { createCanvas } from '@napi-rs/canvas';
import { drawTextBlock } from './draw-text';
import { FontLibrary } from './font-library';
import type { Paragraph, TextBlock, TextStyle } from './text-block';
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

function layout(texts: string[], width: number, more: Partial<TextBlock> = {}, align: Paragraph['align'] = 'left') {
  const paragraphs = texts.map((text) => ({ runs: [{ text, style: STYLE }], align, spaceBefore: 5, lineHeight: 1.5 }));
  const block: TextBlock = { box: { width, height: 300 }, padding: PADDING, paragraphs, vertical: 'top', ...more };
  return layoutText(context, block, fonts);
}
const linesOf = (...args: Parameters<typeof layout>) =>
  layout(...args).lines.map(({ runs }) => runs.map(({ text }) => text).join(''));

it.each(['😀', '❤️', '🇫🇷', '1️⃣', '‼️'])('draws %s in its colours, also after text without emoji', (emoji) => {
  const canvas = createCanvas(100, 40);
  for (const text of ['plain', emoji]) {
    const run = { text, style: STYLE };
    const paragraphs = [{ runs: [run], align: 'left' as const, spaceBefore: 0, lineHeight: 1.5 }];
    const block: TextBlock = { box: { width: 100, height: 40 }, padding: PADDING, paragraphs, vertical: 'top' };
    canvas.getContext('2d').clearRect(0, 0, 100, 40);
    drawTextBlock(canvas.getContext('2d'), block, layoutText(context, block, fonts), fonts);
  }
  const { data } = canvas.getContext('2d').getImageData(0, 0, 100, 40);
  const colored = data.filter((red, index) => index % 4 === 0 && Math.abs(red - (data[index + 2] ?? 0)) > 40);
  expect(colored.length).toBeGreaterThan(10);
});

describe('layoutText', () => {
  it.each<[string, string, number | string, string[]]>([
    ['keeps what fits on one line', 'one two', 400, ['one two']],
    ['breaks between words', 'alpha beta gamma', 75, ['alpha', 'beta', 'gamma']],
    ['breaks a word that is wider than the box', 'WWWWWWWWWW', 70, ['WWW', 'WWW', 'WWW', 'W']],
    ['breaks after a hyphen', 'well-known', 60, ['well-', 'known']],
    ['keeps a no-break space', 'Distance of 100\u00a0km', 150, ['Distance of', '100\u00a0km']],
    ['begins no line with a closing bracket', '日本語「テスト」です', '日本語「テスト', ['日本語「テス', 'ト」です']],
    ['begins no line with a full stop of Japanese', 'ああああああ。い', 'ああああああ', ['あああああ', 'あ。い']],
    ['shows a soft hyphen only where it breaks', 'syl\u00adla\u00adbles', 55, ['sylla-', 'bles']],
    ['breaks words of Thai', 'สวัสดีชาวโลก', 'ชาวโลก', ['สวัสดี', 'ชาวโลก']],
    ['begins no line with a space', 'alpha  beta', 50, ['alpha', 'beta']],
    ['ends lines at line separators', 'a\u2028b', 400, ['a', 'b']],
    ['keeps a combined emoji whole', '👨‍👩‍👧👨‍👩‍👧', 30, ['👨‍👩‍👧', '👨‍👩‍👧']],
  ])('%s', (_, text, width, expected) => {
    // Fonts for these scripts are the machine's: their boxes are as wide as a part of the text.
    const own = typeof width === 'number' ? width : (layout([width], 1_000).lines[0]?.width ?? 0) + 0.5;
    expect(linesOf([text], own)).toEqual(expected);
  });

  it("puts lines below each other, with the paragraphs' space between them", () => {
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

  it('ends with the ellipsis only where lines are left out', () => {
    const box = { width: 100, height: 30 };
    expect(linesOf(['alpha beta gamma delta'], 100, { box, ellipsis: '…' })).toEqual([
      expect.stringMatching(/^alpha.*…$/),
    ]);
    expect(linesOf(['alpha'], 100, { box, ellipsis: '…' })).toEqual(['alpha']);
  });

  it('lets a right-to-left line run the other way', () => {
    const [line] = layout(['שלום abc'], 300).lines;
    const [hebrew, latin] = line?.runs ?? [];
    expect([hebrew?.rightToLeft, latin?.rightToLeft]).toEqual([true, false]);
    expect(hebrew?.x).toBeGreaterThan(latin?.x ?? Number.NaN);
  });

  it('breaks no word between two styles', () => {
    const runs = ['it ', 'seriously', '.'].map((text, index) => ({
      text,
      style: { ...STYLE, underline: index === 1 },
    }));
    const paragraphs = [{ runs, align: 'left' as const, spaceBefore: 0, lineHeight: 1 }];
    const width = context.measureText('it seriously').width;
    for (const box of [width + 1, width - 10].map((room) => ({ width: room, height: 100 }))) {
      const { lines } = layoutText(context, { box, padding: PADDING, paragraphs, vertical: 'top' }, fonts);
      expect(lines.map((line) => line.runs.map(({ text }) => text).join(''))).toEqual(['it', 'seriously.']);
    }
  });

  it('puts pieces of a mixed line where the bidirectional algorithm says', () => {
    const runs = ['abc ', 'שלום ', 'עולם', ' def'].map((text, index) => ({
      text,
      style: { ...STYLE, size: 20 + index },
    }));
    const paragraphs = [{ runs, align: 'left' as const, spaceBefore: 0, lineHeight: 1 }];
    const block: TextBlock = { box: { width: 600, height: 100 }, padding: PADDING, paragraphs, vertical: 'top' };
    const placed = layoutText(context, block, fonts).lines.flatMap((line) => line.runs);
    const order = [...placed]
      .sort((a, b) => a.x - b.x)
      .map(({ text }) => text.trim())
      .filter(Boolean);
    expect(order).toEqual(['abc', 'עולם', 'שלום', 'def']);
  });

  it('justifies every line except the last', () => {
    const { lines } = layout(['alpha beta gamma delta'], 130, {}, 'justify');
    expect(lines.map(({ width }) => Math.round(width))).toEqual([130, expect.any(Number)]);
    expect(lines.at(-1)?.width).toBeLessThan(120);
  });

  it('keeps the height of an empty line', () => {
    const empty = [{ runs: [{ text: '', style: STYLE }], align: 'left' as const, spaceBefore: 0, lineHeight: 1.5 }];
    expect(layout([], 100, { paragraphs: empty }).lines[0]?.height).toBe(30);
  });

  it('lays out a word of any length', () => {
    const { lines } = layout(['é'.repeat(130_000)], 40_000);
    expect(lines.reduce((sum, { runs }) => sum + (runs[0]?.text.length ?? 0), 0)).toBe(130_000);
  });
});
