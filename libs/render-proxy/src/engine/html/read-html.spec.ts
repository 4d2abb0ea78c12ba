import { readHtml } from './read-html';

const messages = (html: string, css = '') => {
  const { warnings, faults } = readHtml({ type: 'html', html, css });
  return [...warnings, ...faults].map(({ member, message }) => `${member}: ${message}`);
};

describe('readHtml names what has no effect', () => {
  it.each([
    ['<p>x</p><img src="x">', '', /^html: <img> is not supported and has no effect\.$/],
    ['<p onclick="x">x</p><script>x</script>', '', /^html: <script> is not supported/],
    ['<p>x</p>', 'p::before { color: red }', /^css: the selector "p::before" is not supported\.$/],
    ['<p>x</p>', 'p:focus-within, p { color: red }', /^css: the selector "p:focus-within" is not supported\.$/],
    ['<p>x</p>', '@media print { p { color: red } }', /^css: the rule @media is not supported\.$/],
    ['<p>x</p>', 'p { & b { color: red } }', /^css: the nested rule & b is not supported\.$/],
    ['<p>x</p>', 'h1 { float: left }', /^css: the property float is not supported and has no effect\.$/],
    ['<p>x</p>', 'p { background: url(a.png) }', /^css: the background url/],
    ['<p style="float: left">x</p>', '', /^css: the property float is not supported/],
    ['<p>x</p>', 'p { color red }', /^css: line 1, column \d+ cannot be read: /],
    ['<p>x</p>', 'p { font-size: 20px; font-size: 6vw }', /^css: "6vw" is not a length that font-size supports\.$/],
    ['<p>x</p>', 'div { display: flex }\np { display: flex }', /^css: display: flex is not supported/],
    [
      '<p>a <span>x</span></p>',
      'p { margin: 4px } span { padding: 4px 10px; margin: 0 }',
      /^css: padding or margin of <span> inside a line/,
    ],
    ['<p style="color red">x</p>', '', /^html: a style attribute: line 1, column \d+ cannot be read: /],
  ])('%s %s', (html, css, message) => expect(messages(html, css)).toEqual([expect.stringMatching(message)]));

  it('and nothing else', () => {
    expect(
      messages(
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
      'rules for many elements',
      '<b>x</b>'.repeat(1_900),
      'b{color:red;left:0;top:0;float:none}'.repeat(400),
      /css: has rules that apply to too many/,
    ],
    [
      'slow selectors',
      '<b>x</b>'.repeat(1_900),
      `i ${'~ b '.repeat(8)}{color:red}`,
      /css: has selectors that take too long/,
    ],
  ])('for %s', (_, html, css, message) => expect(messages(html, css)).toContainEqual(expect.stringMatching(message)));

  it.each([
    ['comments', '<!--', 40_000, 'html'],
    ['blocks', '{', 60_000, 'css'],
    ['open rules', 'a{', 30_000, 'css'],
    ['quotes', '"\n', 30_000, 'css'],
    ['references', '&', 60_000, 'html'],
  ])('for endless %s: the work per character stays the same for twice as many', (_, piece, count, member) => {
    const work = (times: number) => {
      const text = piece.repeat(times);
      const started = process.cpuUsage();
      readHtml({ type: 'html', html: member === 'html' ? text : 'x', css: member === 'css' ? text : '' });
      const { user } = process.cpuUsage(started);
      return user;
    };
    work(count);
    // Other programs only add to a measurement, so the smallest of several counts.
    let [once, twice] = [Infinity, Infinity];
    for (let attempt = 0; attempt < 5 && !(twice < Math.max(3 * once, 200_000)); attempt += 1)
      [once, twice] = [Math.min(once, work(count)), Math.min(twice, work(2 * count))];
    expect(twice).toBeLessThan(Math.max(3 * once, 200_000));
  });
});
