import { sniffFormat } from './sniff-format';
import { svgProblem } from './svg-rules';
import { whyUnusable } from './why-unusable';

describe('sniffFormat', () => {
  it.each([
    ['#EXTM3U\n#EXTINF:1,\nfile:/etc/passwd\n'],
    ['ffconcat version 1.0\nfile /etc/passwd\n'],
    ['<html></html>'],
    ['%PDF-1.7'],
    ['\x7fELF'],
    ['[playlist]\nFile1=x'],
    ['<?xml version="1.0"?><MPD></MPD>'],
    [''],
  ])('does not know %j', (text) => expect(sniffFormat(Buffer.from(text, 'latin1'))).toBeUndefined());
  it.each([
    ['\x00\x00\x00\x20ftypisom', 'mov'],
    ['\x89PNG\r\n\x1a\n', 'png_pipe'],
    ['\xff\xd8\xff\xe0', 'jpeg_pipe'],
    ['RIFF\x00\x00\x00\x00WEBP', 'webp_pipe'],
    ['RIFF\x00\x00\x00\x00WAVE', 'wav'],
    ['ID3\x04', 'mp3'],
    ['\xff\xfb\x90', 'mp3'],
    ['\xff\xf1\x50', 'aac'],
    ['OggS', 'ogg'],
    ['\x1a\x45\xdf\xa3', 'matroska'],
    ['GIF89a', 'gif'],
  ])('%j is %s', (text, demuxer) => expect(sniffFormat(Buffer.from(text, 'latin1'))?.demuxer).toBe(demuxer));
  it.each([
    ['1\n\n0:01 -> 0:02\nx', 'subtitles'],
    ['0:00:01.000,0:00:02.000\nx', 'subtitles'],
    ['Notes\nof a day\n\n00:00:01,000 --> 00:00:02,000\nx', 'subtitles'],
    ['Our shop\nOpening hours\n9:00 -> 17:00\n', undefined],
    ['Opening hours\n9:00 -> 17:00\n', undefined],
    ['Train 10:15 → 11:40\n', undefined],
  ])('finds subtitles only where timings begin a file or are those of SubRip: %j', (text, kind) =>
    expect(sniffFormat(Buffer.from(text))?.kind).toBe(kind),
  );

  it('knows a transport stream that begins inside a packet', () => {
    const cut = Buffer.alloc(1_200, 0x80);
    for (let at = 50; at < cut.length; at += 188) cut[at] = 0x47;
    expect(sniffFormat(cut)?.demuxer).toBe('mpegts');
    cut[50 + 2 * 188] = 0;
    expect(sniffFormat(cut)).toBeUndefined();
  });

  it('distinguishes SVG and subtitles from other text', () => {
    expect(sniffFormat(Buffer.from('<?xml version="1.0"?>\n<!-- x -->\n<svg width="1">'))?.kind).toBe('svg');
    expect(sniffFormat(Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nx'))?.kind).toBe('subtitles');
  });
});

describe('whyUnusable', () => {
  it.each([
    ['', /^is empty/],
    ['\ufeff\n<!DOCTYPE html>\n<title>Sign in</title>', /^is a web page/],
    ['<!-- saved --><HTML lang="de">', /^is a web page/],
    ['%PDF-1.7', /^is in a format that is not supported/],
    ['<?xml version="1.0"?><feed/>', /^is in a format that is not supported/],
  ])('says of %j what it is', (text, reason) => expect(whyUnusable(Buffer.from(text))).toMatch(reason));
});

describe('svgProblem', () => {
  const svg = (inner: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inner}</svg>`;
  it.each([
    '<script>x</script>',
    '<image href="file:///etc/passwd"/>',
    '<text>x</text>',
    '<foreignObject/>',
    '<use href="other.svg#a"/>',
    '<use xlink:href="http://x/a.svg"/>',
    '<rect fill="url(http://x)"/>',
    '<style>@import url(x)</style>',
    '<style>@font-face{src:url(#a)}</style>',
    '<style>.a{filter:url(#f)}</style>',
    '<style>.a{fill:red;marker-mid : url(#m)}</style>',
    '<pattern id="p"/><style>.a{fill:url(#p)}</style>',
    '<style>.a{fill:url(http://x)}</style>',
    '<style>.a{filter/**/:url(#f)}</style>',
    '<style>.a{filter:&#117;rl(#f)}</style>',
    '<style>.a{filter:u\\72l(#f)}</style>',
    '<style><![CDATA[ a{fill:red} /*</style*/ rect{filter:url(#f)} ]]></style>',
    '<!--<![CDATA[--><style>rect{filter:url(#f)}</style>',
    '<?x <![CDATA[?><style>rect{filter:url(#f)}</style>',
    '<animate/>',
    '<svg:image href="#a"/>',
    '<use href="&#102;ile:///etc/passwd"/>',
  ])('refuses %s', (inner) => expect(svgProblem(svg(inner))).toBeDefined());
  it('refuses entities and anything that is not SVG', () => {
    expect(svgProblem('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')).toMatch(/DOCTYPE/);
    expect(
      svgProblem('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd" [ <!ATTLIST a b> ]><svg/>'),
    ).toMatch(/DOCTYPE/);
    expect(svgProblem('<html/>')).toBeDefined();
  });
  it('accepts the files of drawing programs: a document type, colours in a style sheet', () => {
    const declared =
      '<?xml version="1.0"?>\n<!-- Generator -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n';
    const drawing =
      declared + svg('<style type="text/css">.st0{fill:#FFF;}.st1{fill:url(#g);}</style><path class="st0" d="M0 0"/>');
    expect(svgProblem(drawing)).toBeUndefined();
    expect(sniffFormat(Buffer.from(drawing))?.kind).toBe('svg');
    const section = svg('<style><![CDATA[.a{fill:red}]]></style><path fill="url(#g)" filter="url(#f)" d="M0 0"/>');
    expect(svgProblem(section)).toBeUndefined();
  });
  it('accepts drawings', () =>
    expect(
      svgProblem(svg('<defs><linearGradient id="g"/></defs><path d="M0 0" fill="url(#g)"/><use href="#p"/>')),
    ).toBeUndefined());
});
