import { htmlBlock } from './html-block';
import { readHtml } from './read-html';

const block = (html: string, css = '') => htmlBlock({ type: 'html', html, css }, { width: 400, height: 200 });
const texts = (html: string, css?: string) =>
  block(html, css).paragraphs.map(({ runs }) => runs.map(({ text }) => text).join(''));
/** The colour of each run of text. */
const colors = (html: string, css: string) =>
  Object.fromEntries(
    block(html, css).paragraphs.flatMap(({ runs }) => runs.map(({ text, style }) => [text.trim(), style.color])),
  );
const faults = (html: string, css = '') =>
  readHtml({ type: 'html', html, css }).faults.map(({ member, message }) => `${member}: ${message}`);
const RED = 'rgba(255, 0, 0, 1)';
const BLACK = '#000000';

describe('htmlBlock', () => {
  it.each([
    ['paragraphs and line breaks', '<p>one</p><p>two<br>three</p>four', ['one', 'two', 'three', 'four']],
    ['white space as one space', '<p>  a\n  <b> b</b>\tc </p>', ['a b c ']],
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

  it('inherits sizes relative to the element around', () => {
    const sizes = block(
      '<div>a<p>b <b>c</b></p></div>',
      'div{font-size:20px} p{font-size:2em;line-height:60px} b{font-size:50%}',
    ).paragraphs.flatMap(({ runs, lineHeight }) =>
      runs.map(({ text, style }) => [text, style.size, style.weight, lineHeight]),
    );
    expect(sizes).toEqual([
      ['a', 20, 400, 1.2],
      ['b ', 40, 400, 1.5],
      ['c', 20, 700, 1.5],
    ]);
  });

  it('takes the larger of two margins that meet', () => {
    const spaces = block('<p>a</p><p>b</p><div><p>c</p></div>', 'p{margin:10px 0 30px} div{margin-top:40px}');
    expect(spaces.paragraphs.map(({ spaceBefore }) => spaceBefore)).toEqual([10, 30, 40]);
  });

  it('draws the background of the element around the text', () => {
    const { plate, padding } = block('<p class="c">x</p>', '.c{background:#00ff00;padding:8px 4px;border-radius:3px}');
    expect(plate).toEqual({ color: 'rgba(0, 255, 0, 1)', padding: 8, radius: 3 });
    expect(padding.left).toBe(8);
  });
});

describe('readHtml names what the engine cannot draw', () => {
  it.each([
    ['<p>x</p><hr>', '', /^html: <hr> is not supported; supported are p, /],
    ['<p onclick="x">x</p><script>x</script>', '', /^html: <script> is not supported/],
    ['<p>x</p>', 'p::before { color: red }', /^css: the selector "p::before" is not supported\.$/],
    ['<p>x</p>', 'p:focus-within, p { color: red }', /^css: the selector "p:focus-within" is not supported\.$/],
    ['<p>x</p>', '@media print { p { color: red } }', /^css: the rule @media is not supported\.$/],
    ['<p>x</p>', 'p { & b { color: red } }', /^css: the nested rule & b is not supported\.$/],
    ['<p>x</p>', 'h1 { float: left }', /^css: the property float is not supported; supported are color, /],
    ['<p style="float: left">x</p>', '', /^css: the property float is not supported/],
    ['<p>x</p>', 'p { color red }', /^css: line 1, column \d+ cannot be read: /],
    ['<p style="color red">x</p>', '', /^html: a style attribute: line 1, column \d+ cannot be read: /],
  ])('%s %s', (html, css, message) => expect(faults(html, css)).toEqual([expect.stringMatching(message)]));

  it('and nothing else', () => {
    expect(
      faults(
        '<body><h1 class="a">x</h1><br/><font face="Roboto">y</font></body>',
        '/* c */ .a, * > p:hover{color:red;}',
      ),
    ).toEqual([]);
  });

  it('font families in sheets, style attributes and font elements', () => {
    const html = '<p style="font-family: Roboto, serif">x</p><font face="Arapey">y</font>';
    expect(readHtml({ type: 'html', html, css: '.never { font-family: "Open Sans" }' }).families).toEqual([
      'Arapey',
      '"Open Sans"',
      'Roboto, serif',
    ]);
  });
});

describe('readHtml bounds its work', () => {
  const DEEP = '<b>'.repeat(200);
  it.each([
    ['many elements', '<b>x</b>'.repeat(3_000), '', /html: has more than 2000 elements/],
    ['deep elements', DEEP, '', /html: nests more than 100 elements/],
    ['many selectors', 'x', 'p{}'.repeat(1_500), /css: has more than 1000 selectors/],
    ['many errors', 'x', `p{${'b;'.repeat(60_000)}}`, /css: has more than 20 errors/],
    [
      'slow selectors',
      '<b>x</b>'.repeat(1_900),
      `i ${'~ b '.repeat(8)}{color:red}`,
      /css: has selectors that take too long/,
    ],
  ])('for %s', (_, html, css, message) => expect(faults(html, css)).toContainEqual(expect.stringMatching(message)));

  it.each([
    ['comments', '<!--', 40_000, 'html'],
    ['blocks', '{', 60_000, 'css'],
    ['open rules', 'a{', 30_000, 'css'],
    ['quotes', '"\n', 30_000, 'css'],
    ['references', '&', 60_000, 'html'],
  ])('for %s without end: as much work for each character of twice as many', (_, piece, count, member) => {
    const work = (times: number) => {
      const text = piece.repeat(times);
      const started = process.cpuUsage();
      readHtml({ type: 'html', html: member === 'html' ? text : 'x', css: member === 'css' ? text : '' });
      const { user } = process.cpuUsage(started);
      return user;
    };
    work(count);
    const [once, twice] = [Math.min(work(count), work(count)), Math.min(work(2 * count), work(2 * count))];
    expect(twice).toBeLessThan(Math.max(3 * once, 200_000));
  });
});
