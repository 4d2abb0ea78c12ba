import { FontLibrary } from '@app/media';
import { createCanvas } from '@napi-rs/canvas';
import { type BlockBox, buildBoxes, type TextBox } from './box-tree';
import { layoutHtml } from './html-painting';
import type { PlacedBox, PlacedText } from './placed-item';
import { readHtml } from './read-html';

const fonts = new FontLibrary([], [], 'html-layout-spec');
const context = createCanvas(1, 1).getContext('2d');
const BOX = { width: 400, height: 200 };

const textsIn = (box: BlockBox | TextBox): TextBox[] => (box.kind === 'text' ? [box] : box.children.flatMap(textsIn));
const paragraphs = (html: string, css = '') =>
  textsIn(buildBoxes(readHtml({ type: 'html', html, css }))).flatMap((text) => text.paragraphs);
const texts = (html: string, css?: string) =>
  paragraphs(html, css).map(({ runs }) => runs.map(({ text }) => text).join(''));
/** The colour of each run of text. */
const colors = (html: string, css: string) =>
  Object.fromEntries(
    paragraphs(html, css).flatMap(({ runs }) => runs.map(({ text, style }) => [text.trim(), style.color])),
  );
/** Everything on the page, from its upper edge down. */
const page = (html: string, css = '') =>
  layoutHtml({ type: 'html', html, css, position: 'top' }, BOX, context, fonts).items;
const boxes = (html: string, css?: string) => page(html, css).filter((item): item is PlacedBox => item.kind === 'box');
/** Each line of text with its position. */
const lines = (html: string, css?: string) =>
  page(html, css)
    .filter((item): item is PlacedText => item.kind === 'text')
    .flatMap(({ x, y, layout }) =>
      layout.lines.map((line) => ({
        text: line.runs.map(({ text }) => text).join(''),
        x: Math.round(x + line.x),
        y: Math.round(y + line.top),
        baseline: y + line.baseline,
        width: line.width,
      })),
    );
const RED = 'rgba(255, 0, 0, 1)';
const BLACK = '#000000';

describe('an html page', () => {
  it.each([
    ['paragraphs and line breaks', '<p>one</p><p>two<br>three</p>four', ['one', 'two', 'three', 'four']],
    ['white space as one space', '<p>  a\n  <b> b</b>\tc </p>', ['a b c ']],
    ['an empty line between two breaks', 'a<br><br>b', ['a', '', 'b']],
    [
      'what head, style and display:none hide',
      '<head><title>t</title></head><style>p{}</style>a<p style="display:none">b</p>',
      ['a'],
    ],
    ['preformatted lines', '<pre>a  b\n c</pre>', ['a  b', ' c']],
    ['one white space around elements', 'a <b> b </b> c', ['a b c']],
    ['a break before the end of a block as no line', '<p>a<br></p><p>b</p>', ['a', 'b']],
    ['references', '<p>&lt;b&gt; &amp; &#233; &eacute; &hearts; &nbsp;&unknown;</p>', ['<b> & é é ♥ \u00a0&unknown;']],
    ['comments and their lookalikes', '<p>a<!-- <b> -->b<!--></p>c', ['ab', 'c']],
    ['tags that are never closed', '<p>a<b>b<p>c', ['ab', 'c']],
    ['nothing of an empty text', ' \n <p> </p>', []],
  ])('reads %s', (_, html, expected) => expect(texts(html)).toEqual(expected));

  it.each([
    ['p:first-child', ['a', 'c']],
    ['div > p', ['a', 'b']],
    ['div p', ['a', 'b', 'c']],
    ['p + p', ['b']],
    ['p ~ p', ['b']],
    ['.x', ['b']],
    ['p.x.y', ['b']],
    ['#z', ['c']],
    ['[title]', ['a']],
    ['[title^="t"]', ['a']],
    ['p:nth-child(2)', ['b']],
    ['p:not(.x)', ['a', 'c']],
    ['section p', []],
    ['P.X', []],
    ['body p', ['a', 'b', 'c']],
    ['a, #z, .x', ['b', 'c']],
  ])('matches %s', (selector, expected) => {
    const html = '<div><p title="t">a</p><p class="x y">b</p><span><p id="z">c</p></span></div><h1>d</h1>';
    const found = colors(html, `${selector} { color: #ff0000 }`);
    expect(Object.keys(found).filter((text) => found[text] === RED)).toEqual(expected);
    expect(Object.values(found).filter((color) => color === BLACK)).toHaveLength(4 - expected.length);
  });

  it.each([
    ['a later rule over an earlier one', 'p{color:blue} p{color:#ff0000}', '<p>t</p>'],
    ['a class over tags', '.x{color:#ff0000} body div p{color:blue}', '<div><p class="x">t</p></div>'],
    ['an id over classes', '#y{color:#ff0000} .x.x.x{color:blue}', '<p class="x" id="y">t</p>'],
    ['the style attribute over the sheet', '#y{color:blue}', '<p id="y" style="color:#ff0000">t</p>'],
    ['the sheet over an attribute', 'font{color:#ff0000}', '<font color="blue">t</font>'],
    ['what is important over the style attribute', 'p{color:#ff0000!important}', '<p style="color:blue">t</p>'],
    ['the inner element over the outer one', 'div{color:blue} p{color:#ff0000}', '<div><p>t</p></div>'],
  ])('prefers %s', (_, css, html) => expect(colors(html, css)).toEqual({ t: RED }));

  it('inherits sizes relative to the parent element', () => {
    const sizes = paragraphs(
      '<div>a<p>b <b>c</b></p></div>',
      'div{font-size:20px} p{font-size:2em;line-height:60px} b{font-size:50%}',
    ).flatMap(({ runs, lineHeight }) => runs.map(({ text, style }) => [text, style.size, style.weight, lineHeight]));
    expect(sizes).toEqual([
      ['a', 20, 400, 1.2],
      ['b ', 40, 400, 1.5],
      ['c', 20, 700, 1.5],
    ]);
  });

  it.each([
    ['font-size keywords', '<p style="font-size:x-large">t</p>', { size: 24 }],
    ['sizes of font elements', '<font size="5">t</font>', { size: 24 }],
    ['steps of font elements', '<font size="+1">t</font>', { size: 18 }],
    [
      'the font shorthand',
      '<p style="font:italic bold 20px/2 Roboto">t</p>',
      { size: 20, italic: true, weight: 700, family: 'Roboto' },
    ],
    ['overlines', '<p style="text-decoration:overline">t</p>', { overline: true }],
    ['no underline where it is taken off', '<u style="text-decoration:none">t</u>', { underline: false }],
    ['superscript', 'a<sup>t</sup>', { raised: 16 / 3, size: 12 }],
    ['shadows', '<p style="text-shadow:1px 2px 3px red">t</p>', { shadow: { x: 1, y: 2, blur: 3, color: 'red' } }],
    ['styles of the body', '<body style="color:#ff0000">t</body>', { color: RED }],
    ['code', '<code>t</code>', { family: 'monospace' }],
  ])('draws %s', (_, html, style) =>
    expect(
      paragraphs(html)
        .flatMap(({ runs }) => runs)
        .at(-1)?.style,
    ).toMatchObject(style),
  );

  it('collapses adjoining margins to the larger one', () => {
    const css = 'p{margin:10px 0 30px;font-size:20px;line-height:1} div{margin-top:40px}';
    expect(lines('<p>a</p><p>b</p><div><p>c</p></div>', css).map(({ y }) => y)).toEqual([10, 60, 120]);
  });

  it('puts background, border and padding around a block', () => {
    const css =
      '.c{background:#00ff00;padding:8px 4px;border:2px solid red;border-radius:3px;line-height:20px;margin:0 10px}';
    const [box, ...others] = boxes('<p class="c">x</p>', css);
    expect(others).toEqual([]);
    expect(box).toMatchObject({ x: 10, y: 0, width: 380, height: 40, radius: 3, fill: 'rgba(0, 255, 0, 1)' });
    expect(box?.borders.left).toEqual({ width: 2, style: 'solid', color: 'red' });
    expect(lines('<p class="c">x</p>', css)).toMatchObject([{ x: 16, y: 10 }]);
  });

  it('centres a block with automatic margins, and text within the width of its block', () => {
    const html = '<div style="width:50%;margin:0 auto;background:red;text-align:center">x</div>';
    const [box] = boxes(html);
    const [line] = lines(html);
    expect(box).toMatchObject({ x: 100, width: 200 });
    expect((line?.x ?? 0) + (line?.width ?? 0) / 2).toBeCloseTo(200, 0);
  });

  it('numbers and marks list items', () => {
    const found = lines('<ol start="3" type="i"><li>a</li><li>b</li></ol><ul><li>c</li></ul>');
    expect(found.map(({ text }) => text)).toEqual(['iii.', 'a', 'iv.', 'b', 'c']);
    expect(found[0]?.baseline).toBeCloseTo(found[1]?.baseline ?? Number.NaN, 3);
    expect(boxes('<ul><li>c</li></ul>')).toMatchObject([{ fill: '#000000' }]);
  });

  it('indents the first line only', () => {
    const [first, second] = lines('<p style="text-indent:50px;width:120px">alpha beta gamma delta</p>');
    expect([first?.x, second?.x]).toEqual([50, 0]);
  });

  it('keeps text on one line with nowrap', () => {
    const text = 'alpha beta gamma delta';
    expect(lines(`<p style="width:60px;white-space:nowrap">${text}</p>`).map((line) => line.text)).toEqual([text]);
    expect(lines(`<p style="width:60px">a <nobr>${text}</nobr></p>`).map((line) => line.text)).toEqual(['a', text]);
  });

  it('reads gradients', () =>
    expect(boxes('<p style="background:linear-gradient(to right, red, blue 40%, lime)">x</p>')).toMatchObject([
      {
        gradient: { type: 'linear', angle: 90, stops: [{ offset: 0 }, { offset: 0.4, color: 'blue' }, { offset: 1 }] },
      },
    ]));
});

describe('a table', () => {
  const css = 'table{border-collapse:collapse} td{padding:0;font-size:20px;line-height:1}';

  it('gives columns the width of their content, and rows the height of their tallest cell', () => {
    const found = lines(
      '<table><tr><td>a<br>b</td><td valign="top">c</td></tr><tr><td>wider</td><td>d</td></tr></table>',
      css,
    );
    const at = (text: string) => found.find((line) => line.text === text);
    expect(at('c')?.x).toBeCloseTo(at('wider')?.width ?? Number.NaN, -0.5);
    expect(at('d')).toMatchObject({ x: at('c')?.x, y: 40 });
    expect(at('c')?.y).toBe(0);
  });

  it('spans columns and rows', () => {
    const html =
      '<table width="300"><tr><td colspan="2" bgcolor="red">a</td></tr><tr><td rowspan="2" bgcolor="red" width="100">b</td><td>c</td></tr><tr><td>d</td></tr></table>';
    expect(boxes(html, css)).toMatchObject([
      { x: 0, y: 0, width: 300, height: 20 },
      { x: 0, y: 20, width: 100, height: 40 },
    ]);
    expect(lines(html, css).find(({ text }) => text === 'd')).toMatchObject({ x: 100, y: 40 });
  });

  it('is as wide and high as requested, with its content in the middle', () => {
    const html =
      '<table width="50%" height="100" cellspacing="0"><tr><td align="center" bgcolor="#f80">x</td></tr></table>';
    expect(boxes(html, 'td{line-height:20px}')).toMatchObject([{ width: 200, height: 100 }]);
    expect(lines(html, 'td{line-height:20px;padding:0}')).toMatchObject([{ y: 40 }]);
  });

  it('wraps text when the page is too narrow, and puts head first and foot last', () => {
    const html = `<table><tfoot><tr><td>f</td></tr></tfoot><tr><td>${'word '.repeat(60)}</td></tr><thead><tr><th>h</th></tr></thead></table>`;
    const found = lines(html, css);
    expect(found.at(0)?.text).toBe('h');
    expect(found.at(-1)?.text).toBe('f');
    expect(Math.max(...found.map(({ x, width }) => x + width))).toBeLessThanOrEqual(400);
  });
});

describe('values of an html page', () => {
  const sizes = (css: string) => paragraphs('<p>x</p>', css).map(({ runs }) => runs[0]?.style.size);
  it.each([
    ['calc(10px + 12px)', 22],
    ['calc(2em - 4px)', 28],
    ['calc(100% * 1.5)', 24],
    ['calc(3 * 10px - 9px / 3)', 27],
    ['clamp(1px, 2px, 3px)', 20],
    ['calc(1px + x)', 20],
  ])('a size of %s is %d pixels, after one of 20', (value, pixels) =>
    expect(sizes(`p{font-size:20px;font-size:${value}}`)).toEqual([pixels]),
  );

  it('an item with a number counts on from it', () => {
    const items = '<ol start="5" type="I"><li>a</li><li value="9">b</li><li>c</li></ol>';
    expect(lines(items).flatMap(({ text }) => (/[IVX]/.test(text) ? text : []))).toEqual(['V.', 'IX.', 'X.']);
  });
});
