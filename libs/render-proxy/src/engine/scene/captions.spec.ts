import { parseCaptions, retime } from './captions';

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
      { start: 5, end: 6, text: 'later word' },
      { start: 3600, end: 3601, text: 'hour' },
    ]);
  });
  it('leaves out empty and backward cues, and finds none in other text', () => {
    expect(parseCaptions('00:02,0 --> 00:01,0\nback\n\n00:00:01,000 --> 00:00:02,000\n\n')).toEqual([]);
    expect(parseCaptions('hello')).toEqual([]);
  });
  it('moves with trim and speed', () =>
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
});
