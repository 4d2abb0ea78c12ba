import { type BlockBox, buildBoxes, type TextBox } from './box-tree';
import { readHtml } from './read-html';

const textsIn = (box: BlockBox | TextBox): TextBox[] => (box.kind === 'text' ? [box] : box.children.flatMap(textsIn));
const read = (html: string, css: string) => readHtml({ type: 'html', html, css });
const styles = (html: string, css: string) =>
  textsIn(buildBoxes(read(html, css)))
    .flatMap(({ paragraphs }) => paragraphs.flatMap(({ runs }) => runs))
    .map(({ style }) => style);
const warnings = (html: string, css: string) => read(html, css).warnings.map(({ message }) => message);
const RED = 'rgba(255, 0, 0, 1)';

describe('a value that means nothing', () => {
  it.each([
    ['a word', 'p{color:#ff0000;color:foo}'],
    ['a variable without a value', 'p{color:#ff0000;color:var(--none)}'],
    ['a variable that names itself', ':root{--a:var(--b);--b:var(--a)} p{color:#ff0000;color:var(--a)}'],
    ['a number', 'p{color:#ff0000;color:12}'],
  ])('does not replace a colour: %s', (_, css) => {
    expect(styles('<p>t</p>', css)[0]?.color).toBe(RED);
    expect(warnings('<p>t</p>', css)).toEqual([expect.stringMatching(/is not a colour|has no value/)]);
  });

  it.each(['foo', 'var(--none)', 'currentColor', 'inherit'])('leaves the colour around it: %s', (color) =>
    expect(styles(`<p>a<b>b</b></p>`, `p{color:#ff0000} b{color:${color}}`).map((style) => style.color)).toEqual([
      RED,
      RED,
    ]),
  );

  it.each(['oklch(0.7 0.2 30)', 'rgb(255 0 0 / 80%)', '#80ffffff', 'RebeccaPurple', 'color-mix(in srgb, red, blue)'])(
    'is not %s',
    (color) =>
      expect(warnings('<p>t</p>', `p{color:${color};background:${color};border:1px solid ${color}}`)).toEqual([]),
  );
});

describe('variables', () => {
  it.each([
    ['of the root', ':root{--Brand:#ff0000} p{color:var(--Brand)}'],
    ['that name others', ':root{--a:var(--b);--b:#ff0000} p{color:var( --a )}'],
    ['with a fallback', 'p{color:var(--none, #ff0000)}'],
    ['before a fallback with parentheses', ':root{--a:#ff0000} p{color:var(--a, rgb(0, 0, 255))}'],
    ['with a fallback that names another', ':root{--b:#ff0000} p{color:var(--none, var(--b, rgb(0, 0, 255)))}'],
    ['before a long fallback', `:root{--a:#ff0000} p{color:var(--a, ${'x'.repeat(300)})}`],
    ['of a rule elsewhere', '.theme{--a:#ff0000} p{color:var(--a)}'],
    ['of the root before those of other rules', 'body{--a:#ff0000} .other{--a:#00ff00} p{color:var(--a)}'],
  ])('count: %s', (_, css) => {
    expect(styles('<p>t</p>', css)[0]?.color).toBe(RED);
    expect(warnings('<p>t</p>', css)).toEqual([]);
  });

  it.each([
    ['with parentheses', 'p{color:var(--none, rgb(255, 0, 0))}'],
    ['of fallbacks', 'p{color:var(--none, var(--neither, rgb(255, 0, 0)))}'],
  ])('count with fallbacks %s', (_, css) => {
    expect(styles('<p>t</p>', css)[0]?.color).toBe('rgb(255, 0, 0)');
    expect(warnings('<p>t</p>', css)).toEqual([]);
  });

  it('count inside shorthands and in style attributes', () => {
    const css = ':root{--size:40px;--family:Montserrat}';
    const [style] = styles('<p style="font:700 var(--size)/1.2 var(--family)">t</p>', css);
    expect(style).toMatchObject({ size: 40, weight: 700, family: expect.stringContaining('Montserrat') });
  });

  it('end before they fill the memory', () => {
    const doubling = Array.from({ length: 40 }, (_, index) => `--v${index}:var(--v${index + 1}) var(--v${index + 1})`);
    const css = `:root{${doubling.join(';')};--v40:red} p{font-family:var(--v0)}`;
    expect(warnings('<p>t</p>', css)).toEqual([expect.stringMatching(/has no value/)]);
  });
});
