import { cueTimings } from './cue-timing';

const timingOf = (line: string) => cueTimings([line])[0];

describe('cueTimings', () => {
  it.each([
    ['00:00:01,000 --> 00:00:02,500', 1, 2.5],
    ['00:01.5 --> 01:00:02.5 align:start line:0', 1.5, 3602.5],
    ['12 0:01-->0:02', 1, 2],
    ['00:00:01:000 -> 00:00:02, 500  X1:40 X2:600', 1, 2.5],
    ['0:00:01.000,0:00:02.500', 1, 2.5],
    ['-00:00:01,000 → 00:00:02,500', -1, 2.5],
  ])('reads %s', (line, start, end) => expect(timingOf(line)).toEqual({ start, end, index: 0 }));

  it.each([
    'Go A --> B',
    '10:30 --> later',
    '1,2',
    '12:30, 12:45',
    '0:01 -> x',
    '"0:01 --> 0:02"',
    '<!-- 0:01 -->',
    'Train 10:15 → 11:40',
    '10:15 → 11:40 on weekdays',
  ])('takes %s for a text', (line) => expect(timingOf(line)).toBeUndefined());

  const text = ['9:00 -> 17:00', '0:00:01.000,0:00:02.500', '00:00:01 --> 00:00:02'];

  it('takes other forms for texts in a file that has a timing of SubRip', () =>
    expect(cueTimings([...text, 'x 00:00:01,000 --> 00:00:02,500', ...text])).toEqual([
      { start: 1, end: 2.5, index: 3 },
    ]));

  it('takes other forms for texts in every WebVTT file', () => expect(cueTimings(['WEBVTT', ...text])).toEqual([]));
});
