import { parseCaptions } from './captions';
import { retime, withoutOverlap, wordTimes } from './cues';

describe('parseCaptions', () => {
  it('reads SubRip with tags, entities and odd line ends', () => {
    const cues = parseCaptions(
      '\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\n<b>Tom</b> &amp; <i>Jo</i>\r\nsecond line\r\n\r\n2\r\n00:01:00,000 --> 00:01:01,250\r\n{\\an8}top\r\n',
    );
    expect(cues).toEqual([
      { start: 1.5, end: 3, text: 'Tom & Jo\nsecond line' },
      { start: 60, end: 61.25, text: 'top' },
    ]);
  });
  it('reads WebVTT with settings, names, notes and karaoke times, sorted', () => {
    const cues = parseCaptions(
      'WEBVTT\n\nNOTE nothing\n\nid\n00:05.000 --> 00:06.000 align:start line:0\n<v Ann>later <00:05.500>word\n\n1:00:00.000 --> 1:00:01.000\nhour\n\n00:01.0 --> 00:02.0\n2 < 3\n',
    );
    expect(cues).toEqual([
      { start: 1, end: 2, text: '2 < 3' },
      {
        start: 5,
        end: 6,
        text: 'later word',
        words: [
          { start: 5, end: 5.5 },
          { start: 5.5, end: 6 },
        ],
      },
      { start: 3600, end: 3601, text: 'hour' },
    ]);
  });
  it('drops empty and backward cues, and finds none in other text', () => {
    expect(parseCaptions('00:02,0 --> 00:01,0\nback\n\n00:00:01,000 --> 00:00:02,000\n\n')).toEqual([]);
    expect(parseCaptions('hello')).toEqual([]);
  });
  it.each([
    [
      'no blank lines between them',
      '1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:00:02,000 --> 00:00:03,000\nWorld\n',
    ],
    [
      'line ends of two returns',
      '1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nHello\r\r\n\r\r\n2\r\r\n00:00:02,000 --> 00:00:03,000\r\r\nWorld',
    ],
    [
      'a blank line after each line',
      '1\n\n00:00:01,000 --> 00:00:02,000\n\nHello\n\n2\n\n00:00:02,000 --> 00:00:03,000\n\nWorld',
    ],
    ['no milliseconds', '1\n00:00:01 --> 00:00:02\nHello\n\n2\n0:02 --> 0:03\nWorld'],
    [
      'a colon or a blank before milliseconds',
      '1\n00:00:01:000 --> 00:00:02:000\nHello\n\n2\n00:00:02, 000 --> 00:00:03, 000\nWorld',
    ],
    ['arrows of word processors', '1\n00:00:01,000 –> 00:00:02,000\nHello\n\n2\n00:00:02,000 → 00:00:03,000\nWorld'],
    ['times of SBV', '0:00:01.000,0:00:02.000\nHello\n\n0:00:02.000,0:00:03.000\nWorld'],
  ])('reads captions with %s', (_, source) =>
    expect(parseCaptions(source)).toEqual([
      { start: 1, end: 2, text: 'Hello' },
      { start: 2, end: 3, text: 'World' },
    ]),
  );
  it('keeps numbers and blank lines that belong to the text, and reads \\N as the end of a line', () => {
    const texts = parseCaptions(
      '1\n00:00:01,000 --> 00:00:02,000\n2024\n\n2\n00:00:02,000 --> 00:00:03,000\nover\n\nout\n\n3\n00:00:03,000 --> 00:00:04,000\n\n4\n00:00:04,000 --> 00:00:05,000\ntwo\\Nlines\\hhere\n7\n',
    ).map(({ text }) => text);
    expect(texts).toEqual(['2024', 'over\nout', 'two\nlines here\n7']);
  });
  it.each(['', 'WEBVTT\n\n'])('shows times with arrows that are part of a text after %j', (head) =>
    expect(
      parseCaptions(
        `${head}1\n00:00:01.000 --> 00:00:02.000\nTrain 10:15 → 11:40\n9:00 -> 17:00\n\n2\n00:00:02.000 --> 00:00:03.000\nWorld\n`,
      ),
    ).toEqual([
      { start: 1, end: 2, text: 'Train 10:15 → 11:40\n9:00 -> 17:00' },
      { start: 2, end: 3, text: 'World' },
    ]),
  );
  it("reads YouTube's WebVTT, whose cues begin with a line of one blank", () =>
    expect(
      parseCaptions(
        'WEBVTT\nKind: captions\n\n00:00:00.240 --> 00:00:02.000 align:start\n \nhello<00:00:01.000><c> you</c>\n\nNOTE x\n\n00:00:02.000 --> 00:00:03.000\nhello you\n \n',
      ).map(({ text }) => text),
    ).toEqual(['hello you', 'hello you']));
  it('shows a caption that begins before the video from its beginning', () =>
    expect(parseCaptions('1\n-00:00:01,000 --> 00:00:02,500\nHello')).toEqual([
      { start: -1, end: 2.5, text: 'Hello' },
    ]));
  it('follows trim and speed', () =>
    expect(
      retime(
        [
          { start: 0, end: 1, text: 'a' },
          { start: 4, end: 6, text: 'b' },
        ],
        2,
        2,
      ),
    ).toEqual([{ start: 1, end: 2, text: 'b' }]));
  it('reads the times of words, and divides the time between two times by letters', () => {
    const [cue] = parseCaptions('00:01.000 --> 00:04.000\none <00:02.000><c>two</c> <00:03.000>three three\n');
    expect(cue?.text).toBe('one two three three');
    expect(cue?.words?.map(({ start }) => start)).toEqual([1, 2, 3, 3.5]);
  });
});

describe('parseCaptions of TTML', () => {
  const tt = (body: string, attributes = '') =>
    `<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ${attributes}><head><metadata>no</metadata></head><body>${body}</body></tt>`;

  it.each([
    [
      'clock times',
      '<div><p begin="00:00:01.5" end="00:00:03">a<br/>b &amp; c</p></div>',
      '',
      { start: 1.5, end: 3, text: 'a\nb & c' },
    ],
    ['a duration', '<div><p begin="1s" dur="500ms">a</p></div>', '', { start: 1, end: 1.5, text: 'a' }],
    [
      'frames',
      '<div><p begin="00:00:01:05" end="75f">a</p></div>',
      'ttp:frameRate="25"',
      { start: 1.2, end: 3, text: 'a' },
    ],
    [
      'ticks',
      '<div><p begin="10000000t" end="20000000t">a</p></div>',
      'ttp:tickRate="10000000"',
      { start: 1, end: 2, text: 'a' },
    ],
    [
      'times of the elements around',
      '<div begin="10s" end="12s"><p begin="1s">a</p></div>',
      '',
      { start: 11, end: 12, text: 'a' },
    ],
  ])('reads %s', (_, body, attributes, cue) => expect(parseCaptions(tt(body, attributes))).toEqual([cue]));

  it('reads commas, entities of HTML, paragraphs one after the other, and paragraphs without an end', () => {
    expect(parseCaptions(tt('<p begin="00:00:01,5" end="2s">a&nbsp;b&hellip;</p>'))).toEqual([
      { start: 1.5, end: 2, text: 'a b…' },
    ]);
    expect(
      parseCaptions(tt('<div timeContainer="seq" begin="1s"><p dur="1s">a</p><p begin="1s" dur="1s">b</p></div>')),
    ).toEqual([
      { start: 1, end: 2, text: 'a' },
      { start: 3, end: 4, text: 'b' },
    ]);
    expect(parseCaptions(tt('<p begin="1s">a</p><p begin="3s">b</p><p>no time</p>'))).toEqual([
      { start: 1, end: 3, text: 'a' },
      { start: 3, end: 8, text: 'b' },
    ]);
  });

  it.each([
    '<div timeContainer="seq" end="9s"><metadata>x</metadata><p dur="1s">a</p><p><br/></p><p dur="1s">b</p></div>',
    '<div timeContainer="seq" end="9s"><p timeContainer="seq" dur="1s"><br/>a<br/></p><set end="3s"/><p dur="1s">b</p></div>',
  ])('takes no time for what has none of its own in a sequence: %s', (body) =>
    expect(parseCaptions(tt(body))).toEqual([
      { start: 0, end: 1, text: 'a' },
      { start: 1, end: 2, text: 'b' },
    ]),
  );

  it('reads times of words on either side of a line break in a sequence', () => {
    const [cue] = parseCaptions(
      tt('<p timeContainer="seq" end="9s"><span dur="1s">a</span><br/><span dur="1s">b</span></p>'),
    );
    expect(cue?.words).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 2 },
    ]);
  });

  it('reads times of words, and lines that have times of their own', () => {
    const words =
      '<div><p begin="0s" end="4s"><span begin="0s" end="1s">a</span> <span begin="2s" end="3s">b</span></p></div>';
    expect(parseCaptions(tt(words))).toMatchObject([
      {
        text: 'a b',
        words: [
          { start: 0, end: 1 },
          { start: 2, end: 3 },
        ],
      },
    ]);
    const spans = '<div><p><span begin="0s" end="1s">a</span><span begin="2s" end="3s">b</span></p></div>';
    expect(parseCaptions(tt(spans))).toEqual([
      { start: 0, end: 1, text: 'a' },
      { start: 2, end: 3, text: 'b' },
    ]);
  });

  it.each([['<tt><body><p begin="0s" end="1s">a</body></tt>'], [`<tt>${'<div>'.repeat(100)}`]])(
    'refuses %s',
    (source) => expect(() => parseCaptions(source)).toThrow(SyntaxError),
  );
});

describe('withoutOverlap', () => {
  it('shows cues together while they overlap', () =>
    expect(
      withoutOverlap([
        { start: 0, end: 3, text: 'a b' },
        { start: 1, end: 2, text: 'c' },
        { start: 5, end: 6, text: 'd' },
      ]).map(({ start, end, text }) => [start, end, text]),
    ).toEqual([
      [0, 1, 'a b'],
      [1, 2, 'a b\nc'],
      [2, 3, 'a b'],
      [5, 6, 'd'],
    ]));

  it('keeps the time of each word', () => {
    const [, both] = withoutOverlap([
      { start: 0, end: 4, text: 'a b' },
      { start: 1, end: 2, text: 'c' },
    ]);
    expect(both && wordTimes(both).map(({ start }) => start)).toEqual([0, 2, 1]);
  });

  it('limits the number of visible cues', () => {
    const cues = Array.from({ length: 2_000 }, (_, index) => ({ start: index / 1_000, end: 10, text: `t${index}` }));
    const single = withoutOverlap(cues);
    expect(Math.max(...single.map(({ text }) => text.split('\n').length))).toBe(8);
  });
});
