import { cueTiming } from './cue-timing';

describe('cueTiming', () => {
  it.each([
    ['00:00:01,000 --> 00:00:02,500', 1, 2.5],
    ['00:01.5 --> 01:00:02.5 align:start line:0', 1.5, 3602.5],
    ['12 0:01-->0:02', 1, 2],
    ['00:00:01:000 -> 00:00:02, 500  X1:40 X2:600', 1, 2.5],
    ['0:00:01.000,0:00:02.500', 1, 2.5],
    ['-00:00:01,000 → 00:00:02,500', -1, 2.5],
  ])('reads %s', (line, start, end) => expect(cueTiming(line)).toEqual({ start, end }));

  it.each(['Go A --> B', '10:30 --> later', '1,2', '12:30, 12:45', '0:01 -> x', '"0:01 --> 0:02"', '<!-- 0:01 -->'])(
    'takes %s for a text',
    (line) => expect(cueTiming(line)).toBeUndefined(),
  );
});
