import { readFileSync } from 'node:fs';
import { editWarnings, validateEdit } from '@app/render-proxy';
import {
  BLACK,
  BLUE,
  describeWithFfmpeg,
  editOf,
  isNear,
  RED,
  type Rendered,
  RenderHarness,
  type Rgb,
  WHITE,
} from '../../support/harness/render-harness';

type Json = Record<string, unknown>;

const PNG = { format: 'png', size: { width: 320, height: 180 }, fps: undefined };
const fontFile = (name: string) => readFileSync(require.resolve(`@fontsource/${name}.woff2`));

describeWithFfmpeg('text (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    harness.write('thin.woff2', fontFile('work-sans/files/work-sans-latin-200-normal'));
    harness.write('black.woff2', fontFile('work-sans/files/work-sans-latin-900-normal'));
    harness.write('roboto.woff2', fontFile('roboto/files/roboto-latin-400-normal'));
    harness.write('damaged.woff2', Buffer.concat([fontFile('roboto/files/roboto-latin-400-normal').subarray(0, 500)]));
  });
  afterAll(() => harness.close());

  const still = (asset: Json, timeline: Json = {}, clip: Json = {}) =>
    harness.render(editOf([[{ asset, start: 0, length: 1, ...clip }]], PNG, timeline));
  const html = (markup: string, css = '', more: Json = {}) =>
    still({ type: 'html', html: markup, css, width: 320, height: 180, position: 'top', ...more });
  /** Pixels of a colour in a part of the frame. */
  const count = (result: Rendered, color: Rgb, part = { x: 0, y: 0, width: 320, height: 180 }, frame = 0) => {
    let found = 0;
    for (let y = part.y; y < part.y + part.height; y++)
      for (let x = part.x; x < part.x + part.width; x++) if (isNear(result.pixel(frame, x, y), color, 60)) found++;
    return found;
  };

  describe('in fonts of the edit', () => {
    const rich = (family: string, font: Json = {}) => ({
      type: 'rich-text',
      text: 'Hamburg',
      font: { family, size: 48, color: '#ffffff', ...font },
    });
    const fonts = (...names: string[]) => ({ fonts: names.map((src) => ({ src })) });
    const ink = async (asset: Json, ...files: string[]) => count(await still(asset, fonts(...files)), WHITE);

    it('each name and weight finds its face, whatever the order of the files', async () => {
      const [thin, black] = [
        await ink(rich('Work Sans ExtraLight'), 'thin.woff2'),
        await ink(rich('Work Sans Black'), 'black.woff2'),
      ];
      expect(black).toBeGreaterThan(1.5 * thin);
      for (const files of [
        ['thin.woff2', 'black.woff2'],
        ['black.woff2', 'thin.woff2'],
      ]) {
        expect(await ink(rich('Work Sans ExtraLight'), ...files)).toBe(thin);
        expect(await ink(rich('WorkSans-Black'), ...files)).toBe(black);
        expect(await ink(rich('Work Sans', { weight: 900 }), ...files)).toBe(black);
        expect(await ink(rich('thin'), ...files)).toBe(thin);
      }
    });

    it('a weight in the name counts in text, html and captions alike', async () => {
      harness.write('line.srt', '1\n00:00:00,000 --> 00:00:02,000\nHamburg\n');
      const font = (family: string) => ({ family, size: 40, color: '#ffffff' });
      const makers: ((family: string) => Json)[] = [
        (family) => ({ type: 'text', text: 'Hamburg', font: font(family) }),
        (family) => rich(family),
        (family) => ({
          type: 'html',
          html: 'Hamburg',
          css: `body{font:40px '${family}';color:#fff}`,
          width: 320,
          height: 180,
        }),
        (family) => ({ type: 'caption', src: 'line.srt', font: font(family), background: { opacity: 0 } }),
        (family) => ({ type: 'rich-caption', src: 'line.srt', font: font(family) }),
      ];
      for (const make of makers) {
        const [plain, heavy] = [await ink(make('Montserrat')), await ink(make('Montserrat ExtraBold'))];
        expect({ type: make('').type, more: heavy > 1.3 * plain }).toEqual({ type: make('').type, more: true });
      }
    });

    it('letters that no font has are refused, even next to fonts of the edit', async () => {
      const asset = { ...rich('Roboto'), text: 'Tokyo 東京' };
      const refused = await still(asset, fonts('roboto.woff2')).catch((error: unknown) => error);
      expect(refused).toMatchObject({
        options: { errors: [{ code: 'no_glyphs', message: expect.stringContaining('東') }] },
      });
    });

    it('a damaged file is named', async () => {
      const refused = await still(rich('Roboto'), fonts('roboto.woff2', 'damaged.woff2')).catch(
        (error: unknown) => error,
      );
      expect(refused).toMatchObject({
        options: { errors: [{ path: 'timeline.fonts[1].src', code: 'unreadable_media' }] },
      });
    });
  });

  describe('in html', () => {
    const css = 'body{font-size:20px;color:#fff;line-height:20px}';

    it('a table draws its cells, borders and backgrounds', async () => {
      const result = await html(
        '<table width="200" height="60" cellspacing="0"><tr><td bgcolor="#ff0000" style="border:4px solid #0000ff" width="50%">a</td><td>b</td></tr></table>',
        css,
      );
      expect(isNear(result.pixel(0, 1, 30), BLUE)).toBe(true);
      expect(isNear(result.pixel(0, 12, 10), RED)).toBe(true);
      expect(isNear(result.pixel(0, 90, 50), RED)).toBe(true);
      expect(isNear(result.pixel(0, 104, 52), BLACK)).toBe(true);
      expect(count(result, WHITE, { x: 100, y: 20, width: 20, height: 20 })).toBeGreaterThan(10);
    });

    it.each([
      ['a rule', '<hr color="#ff0000" size="6">', RED, { x: 0, y: 0, width: 320, height: 20 }, 1000],
      [
        'a list sign',
        '<ul style="color:#ff0000"><li>&nbsp;</li></ul>',
        RED,
        { x: 20, y: 0, width: 20, height: 20 },
        10,
      ],
      ['a number', '<ol style="color:#ff0000"><li>&nbsp;</li></ol>', RED, { x: 10, y: 0, width: 30, height: 20 }, 10],
      [
        'an overline',
        '<p style="color:#ff0000;text-decoration:overline">&nbsp;&nbsp;&nbsp;&nbsp;</p>',
        RED,
        { x: 0, y: 0, width: 20, height: 8 },
        10,
      ],
      ['the body', '<body style="background:#ff0000">x</body>', RED, { x: 0, y: 150, width: 320, height: 30 }, 9000],
      [
        'a padding',
        '<p style="background:#ff0000;padding-left:50px">&nbsp;</p>',
        RED,
        { x: 0, y: 0, width: 50, height: 20 },
        900,
      ],
      [
        'a marked word',
        '<p><span style="background:#ff0000">&nbsp;&nbsp;&nbsp;</span></p>',
        RED,
        { x: 0, y: 0, width: 15, height: 20 },
        100,
      ],
      ['a font of size 7', '<font size="7" color="#ff0000">M</font>', RED, { x: 0, y: 0, width: 60, height: 60 }, 250],
    ] as const)('%s is drawn', async (_, markup, color, part, least) =>
      expect(count(await html(markup, css), color, part)).toBeGreaterThan(least),
    );

    it.each([
      ['block', '<div style="height:180px;background:linear-gradient(90deg,#ff0000,#0000ff)"></div>'],
      [
        'word',
        '<span style="font-size:90px;background:linear-gradient(90deg,#ff0000,#0000ff)">&nbsp;&nbsp;&nbsp;&nbsp;</span>',
      ],
    ])('a gradient behind a %s runs from its first to its last colour', async (_, markup) => {
      const result = await html(markup);
      const row = Array.from({ length: 320 }, (_color, x) => result.pixel(0, x, 45));
      const lit = row.filter(([red, green, blue]) => red + green + blue > 120);
      expect([isNear(lit.at(2) ?? WHITE, RED), isNear(lit.at(-3) ?? WHITE, BLUE)]).toEqual([true, true]);
    });

    it('a background that is clipped to the letters fills them and nothing else', async () => {
      const css = 'p{font-size:120px;font-weight:bold;line-height:150px;white-space:nowrap';
      const gradient = 'background:linear-gradient(90deg,#ff0000,#0000ff);-webkit-background-clip:text';
      const result = await html('<p>M&nbsp;M</p>', `${css};${gradient};color:transparent}`);
      expect(count(result, RED, { x: 0, y: 0, width: 60, height: 180 })).toBeGreaterThan(100);
      expect(count(result, BLUE, { x: 200, y: 0, width: 120, height: 180 })).toBeGreaterThan(100);
      expect(count(result, BLACK)).toBeGreaterThan(30_000);
      const filled = await html('<p><b>M</b></p>', `${css};${gradient};color:#fff;-webkit-text-fill-color:#ff0000}`);
      expect([count(filled, WHITE), count(filled, RED) > 500]).toEqual([0, true]);
    });

    it('what exceeds the box of the page is masked, also beside a blur', async () => {
      const markup = '<p style="font-size:90px;line-height:90px;white-space:nowrap;color:#ff0000">MMMMMM<br>M<br>M</p>';
      for (const clip of [{}, { filter: 'blur' }]) {
        const asset = { type: 'html', html: markup, width: 100, height: 60 };
        const result = await still(asset, {}, { ...clip, position: 'topLeft' });
        expect(count(result, RED, { x: 0, y: 0, width: 100, height: 60 })).toBeGreaterThan(500);
        expect(count(result, BLACK, { x: 110, y: 0, width: 210, height: 180 })).toBe(210 * 180);
        expect(count(result, BLACK, { x: 0, y: 70, width: 320, height: 110 })).toBe(320 * 110);
      }
    });

    it('sub and sup stand below and above', async () => {
      const rows = async (tag: string) => {
        const result = await html(`<p>&nbsp;<${tag}>M</${tag}></p>`, `${css} p{margin-top:40px}`);
        const lit = Array.from({ length: 180 }, (_, y) => y).filter(
          (y) => count(result, WHITE, { x: 0, y, width: 60, height: 1 }) > 0,
        );
        return { top: Math.min(...lit), bottom: Math.max(...lit) };
      };
      const [plain, sub, sup] = [await rows('span'), await rows('sub'), await rows('sup')];
      expect(sub.bottom).toBeGreaterThan(plain.bottom);
      expect(sup.bottom).toBeLessThan(plain.bottom);
    });

    it('parts without effect cause a warning and refuse nothing', async () => {
      const asset = { type: 'html', html: '<p>x</p><img src="a.png">', css: 'p{color:#fff;float:left;cursor:pointer}' };
      const edit = editOf([[{ asset, start: 0, length: 1 }]], PNG);
      expect(editWarnings(validateEdit(edit))).toEqual([
        expect.objectContaining({ path: 'timeline.tracks[0].clips[0].asset.html', code: 'no_effect' }),
        expect.objectContaining({
          path: 'timeline.tracks[0].clips[0].asset.css',
          message: expect.stringContaining('float'),
        }),
      ]);
      expect(count(await html(asset.html, `body{font-size:40px} ${asset.css}`), WHITE)).toBeGreaterThan(20);
    });
  });

  it('a text whose colour is none is drawn in white, with a warning', async () => {
    const asset = { type: 'text', text: 'MMM', font: { size: 60, color: '#FFFFF' } };
    expect(editWarnings(validateEdit(editOf([[{ asset, start: 0, length: 1 }]], PNG)))).toEqual([
      expect.objectContaining({ path: 'timeline.tracks[0].clips[0].asset.font.color', code: 'no_effect' }),
    ]);
    expect(count(await still(asset), WHITE)).toBeGreaterThan(500);
  });

  it('cues that overlap show together', async () => {
    harness.write('two.srt', '1\n00:00:00,000 --> 00:00:03,000\nFIRST\n\n2\n00:00:01,000 --> 00:00:02,000\nSECOND\n');
    const caption = { type: 'caption', src: 'two.srt', background: { color: '#ff0000', opacity: 1 } };
    const result = await harness.render(
      editOf([[{ asset: caption, start: 0, length: 3 }]], { size: { width: 320, height: 180 } }),
    );
    const height = (frame: number) =>
      Array.from({ length: 180 }, (_, y) => y).filter(
        (y) => isNear(result.pixel(frame, 160, y), RED, 60) || isNear(result.pixel(frame, 160, y), WHITE, 60),
      ).length;
    const [before, during, after] = [6, 18, 30].map(height);
    expect(during).toBeGreaterThan(1.5 * (before ?? 0));
    expect(after).toBe(before);
  });

  it('TTML looks like SRT', async () => {
    harness.write('one.srt', '1\n00:00:00,000 --> 00:00:02,000\nhello\n');
    harness.write(
      'one.ttml',
      '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0s" end="2s">hello</p></div></body></tt>',
    );
    const [srt, ttml] = [
      await still({ type: 'caption', src: 'one.srt' }),
      await still({ type: 'caption', src: 'one.ttml' }),
    ];
    expect(readFileSync(ttml.files.file).equals(readFileSync(srt.files.file))).toBe(true);
    expect(srt.brightness(0)).toBeGreaterThan(0.5);
  });

  describe('under a filter', () => {
    const red = '#ff0000';
    const drawings: [string, Json][] = [
      ['shape', { type: 'shape', shape: 'rectangle', rectangle: { width: 200, height: 100 }, fill: { color: red } }],
      [
        'svg',
        {
          type: 'svg',
          src: `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="${red}"/></svg>`,
        },
      ],
      [
        'html',
        {
          type: 'html',
          html: 'MMM',
          css: `body{color:${red};font:bold 90px Roboto;text-align:center}`,
          width: 320,
          height: 180,
        },
      ],
      ['text', { type: 'text', text: 'MMM', font: { family: 'Roboto', size: 90, color: red, weight: 900 } }],
      ['rich-text', { type: 'rich-text', text: 'MMM', font: { family: 'Roboto', size: 90, color: red, weight: 900 } }],
      ['title', { type: 'title', text: 'MMM', style: 'chunk', size: 'xx-large', color: red }],
      ['caption', { type: 'caption', src: 'big.srt', font: { size: 90, color: red }, background: { opacity: 0 } }],
      ['rich-caption', { type: 'rich-caption', src: 'big.srt', font: { size: 90, color: red } }],
    ];
    beforeAll(() => harness.write('big.srt', '1\n00:00:00,000 --> 00:00:02,000\nMMM\n'));

    it.each(drawings)('%s changes its colours and its sharpness', async (_, asset) => {
      const plain = await still(asset);
      expect(count(plain, RED)).toBeGreaterThan(200);
      const grey = await still(asset, {}, { filter: 'greyscale' });
      expect(count(grey, RED)).toBe(0);
      expect(count(grey, [54, 54, 54])).toBeGreaterThan(200);
      const blurred = await still(asset, {}, { filter: 'blur' });
      expect(count(blurred, RED)).toBeLessThan(count(plain, RED));
      expect(count(blurred, BLACK)).toBeLessThan(count(plain, BLACK));
    });
  });
});
