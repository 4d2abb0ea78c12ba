import * as fc from 'fast-check';
import { type Cue, firstEndingAfter, retime, shareTime, withoutOverlap, wordTimes } from './cues';

const cue = (start: number, end: number, text: string): Cue => ({ start, end, text });

describe('withoutOverlap', () => {
  it('leaves consecutive cues unchanged', () => {
    const cues = [cue(0, 1, 'a'), cue(1, 2, 'b'), cue(3, 4, 'c')];
    expect(withoutOverlap(cues)).toEqual(cues);
  });

  it('shows all texts of a moment, the earliest on top, whatever their order in the file', () =>
    expect(withoutOverlap([cue(1, 3, 'b'), cue(0, 4, 'a')]).map(({ start, end, text }) => [start, end, text])).toEqual([
      [0, 1, 'a'],
      [1, 3, 'a\nb'],
      [3, 4, 'a'],
    ]));

  it('keeps the time of each word of the texts that it joins', () =>
    expect(withoutOverlap([cue(0, 2, 'one two'), cue(1, 2, 'x')])[1]?.words).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 2 },
      { start: 1, end: 2 },
    ]));

  it('shows the newest eight of many', () =>
    expect(
      withoutOverlap(Array.from({ length: 20 }, (_, index) => cue(0, 1, String(index))))[0]?.text.split('\n'),
    ).toEqual(['12', '13', '14', '15', '16', '17', '18', '19']));

  it('returns cues that never overlap and cover the time of the given ones', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc
            .record({ start: fc.integer({ min: 0, max: 20 }), seconds: fc.integer({ min: 1, max: 9 }) })
            .map(({ start, seconds }) => cue(start, start + seconds, 'x')),
          { maxLength: 8 },
        ),
        (cues) => {
          const single = withoutOverlap(cues);
          for (const [index, { start, end }] of single.entries()) {
            expect(end).toBeGreaterThan(start);
            expect(single[index + 1]?.start ?? end).toBeGreaterThanOrEqual(end);
          }
          const shows = (list: readonly Cue[], at: number) => list.some(({ start, end }) => start <= at && at < end);
          for (let at = 0.5; at < 30; at += 1) expect(shows(single, at)).toBe(shows(cues, at));
        },
      ),
    ));
});

describe('retime', () => {
  it('shifts and speeds up cues and their words, and drops those that end before the clip begins', () =>
    expect(
      retime(
        [
          cue(0, 1, 'a'),
          {
            ...cue(2, 4, 'b c'),
            words: [
              { start: 2, end: 3 },
              { start: 3, end: 4 },
            ],
          },
        ],
        1,
        2,
      ),
    ).toEqual([
      {
        start: 0.5,
        end: 1.5,
        text: 'b c',
        words: [
          { start: 0.5, end: 1 },
          { start: 1, end: 1.5 },
        ],
      },
    ]));

  it('treats a speed of 0 as the usual one', () => expect(retime([cue(1, 2, 'a')], 0, 0)).toEqual([cue(1, 2, 'a')]));
});

describe('the time of words', () => {
  it('comes from the subtitles, otherwise in proportion to letters', () => {
    const words = [{ start: 0, end: 5 }];
    expect(wordTimes({ ...cue(0, 9, 'a'), words })).toBe(words);
    expect(wordTimes(cue(10, 16, ' a  bcd '))).toEqual([
      { start: 10, end: 12 },
      { start: 12, end: 16 },
    ]);
  });

  it('of no words is empty', () => expect(shareTime([], 0, 1)).toEqual([]));
});

describe('firstEndingAfter', () => {
  it('finds the cue of a moment, or the next one, among any cues that do not overlap', () => {
    const moment = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, moment)), moment, (times, seconds) => {
        const cues = withoutOverlap(times.map(([start, end]) => cue(start, end, 'x')));
        const expected = cues.findIndex(({ end }) => end > seconds);
        expect(firstEndingAfter(cues, seconds)).toBe(expected < 0 ? cues.length : expected);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
