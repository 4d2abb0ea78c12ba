import fc from 'fast-check';
import type { Edit } from './edit';
import { decidingSources, estimateSeconds, outputSeconds, UNKNOWN_CLIP_SECONDS } from './estimate-seconds';

type Json = Record<string, unknown>;
const title = (start: unknown, length: unknown, more: Json = {}) => ({
  asset: { type: 'title', text: 'A' },
  start,
  length,
  ...more,
});
const video = (start: unknown, length: unknown, asset: Json = {}, more: Json = {}) => ({
  asset: { type: 'video', src: 'a.mp4', ...asset },
  start,
  length,
  ...more,
});
const editOf = (tracks: object[][], output: Json = {}) =>
  ({
    timeline: { tracks: tracks.map((clips) => ({ clips })) },
    output: { format: 'mp4', ...output },
  }) as unknown as Edit;
const estimate = (edit: Edit, lengths: Record<string, number> = {}, maxSeconds = 3_600) =>
  estimateSeconds(edit, new Map(Object.entries(lengths)), maxSeconds);

const errorOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('the length of an edit', () => {
  it.each<[string, object[][], number]>([
    ['one clip', [[title(0, 30)]], 30],
    ['fractions stay', [[title(12.5, 3.25)]], 15.75],
    ['the longest track counts', [[title(0, 8)], [title(5, 10)]], 15],
    ['`auto` starts follow each other', [[title('auto', 20), title('auto', 20)]], 40],
    ['`auto` of a still is three seconds', [[title(0, 'auto')]], 3],
    ['`end` is the end of the others', [[title(3, 'end')], [title(0, 30)]], 30],
    ['an alias brings its length', [[title(0, 'alias://voice')], [title(0, 42, { alias: 'voice' })]], 42],
  ])('%s', (_name, tracks, seconds) =>
    expect(estimate(editOf(tracks))).toEqual({ seconds, isExact: true, unknownSources: [], warnings: [] }),
  );

  it('of media with length `auto` is that of the source, after trim and speed', () => {
    const edit = editOf([[video(0, 'auto', { trim: 2, speed: 2 })]]);
    expect(estimate(edit, { 'a.mp4': 12 })).toEqual({ seconds: 5, isExact: true, unknownSources: [], warnings: [] });
  });

  it('counts a source of unknown length at a fixed maximum, and names it', () => {
    const edit = editOf([[video('auto', 'auto'), video('auto', 'auto', { src: 'b.mp4' })]]);
    expect(estimate(edit, { 'b.mp4': 7 })).toEqual({
      seconds: UNKNOWN_CLIP_SECONDS + 7,
      isExact: false,
      unknownSources: ['a.mp4'],
      warnings: [expect.objectContaining({ path: 'timeline.tracks[0].clips[0].length', code: 'unknown_length' })],
    });
  });

  it('is that of the range as long as it is unknown where the timeline ends', () => {
    const range = (range: Json) => estimate(editOf([[video(0, 'auto')]], { range }));
    expect(range({ start: 100, length: 10 })).toEqual({
      seconds: 10,
      isExact: false,
      unknownSources: ['a.mp4'],
      warnings: [],
    });
    expect(range({ length: 600 }).seconds).toBe(600);
    for (const start of [30, 100])
      expect(range({ start })).toMatchObject({
        seconds: UNKNOWN_CLIP_SECONDS,
        warnings: [{ code: 'unknown_length' }],
      });
    const still = editOf([[video(0, 'auto')]], { format: 'png', range: { start: 100 } });
    expect(estimate(still)).toMatchObject({ seconds: 0, isExact: false, warnings: [] });
  });

  it('is refused above the maximum that a source exceeds, unless the range or the format keeps the result short', () => {
    const lasting =
      (output: Json = {}) =>
      () =>
        estimate(editOf([[title(0, 5), video('auto', 'auto')]], output), { 'a.mp4': 9_000 });
    const fault = { options: { errors: [{ path: 'timeline.tracks[0].clips[1].length', code: 'too_long' }] } };
    expect(errorOf(lasting())).toMatchObject(fault);
    expect(errorOf(lasting({ range: { start: 5_404 } }))).toMatchObject(fault);
    expect(errorOf(lasting({ range: { length: 3_601 } }))).toMatchObject(fault);
    expect(lasting({ range: { start: 5_405 } })().seconds).toBe(3_600);
    expect(lasting({ range: { start: 8_000, length: 10 } })().seconds).toBe(10);
    expect(lasting({ format: 'jpg', range: { start: 8_000 } })().seconds).toBe(0);
  });

  it('counts as no more than the maximum while it is unknown', () => {
    expect(estimate(editOf([[video(0, 'auto')]]), {}, 5).seconds).toBe(5);
    expect(estimate(editOf([[video(0, 'auto')]], { range: { length: 1e6 } })).seconds).toBe(3_600);
  });

  it('of captions is the end of the last one, after trim and speed', () => {
    const captions = (type: string, more: Json = {}) =>
      editOf([[{ asset: { type, src: 'a.srt', ...more }, start: 0, length: 'auto' }], [title(0, 'end')]]);
    for (const type of ['caption', 'rich-caption']) {
      expect(decidingSources(captions(type))).toEqual(['a.srt']);
      expect(estimate(captions(type), { 'a.srt': 180 })).toMatchObject({ seconds: 180, isExact: true });
      expect(estimate(captions(type))).toMatchObject({
        seconds: UNKNOWN_CLIP_SECONDS,
        isExact: false,
        unknownSources: ['a.srt'],
      });
    }
    expect(estimate(captions('caption', { trim: 20, speed: 2 }), { 'a.srt': 180 }).seconds).toBe(80);
    expect(estimate(captions('caption', { speed: 0 }), { 'a.srt': 180 }).seconds).toBe(180);
    expect(errorOf(() => estimate(captions('caption', { trim: 200 }), { 'a.srt': 180 }))).toMatchObject({
      options: { errors: [{ path: 'timeline.tracks[0].clips[0].asset.trim', code: 'trim_beyond_end' }] },
    });
    expect(decidingSources(captions('caption', { src: 'alias://voice' }))).toEqual([]);
  });

  it('counts media that are generated like a source of unknown length, without an address to ask', () => {
    for (const type of ['video', 'audio', 'text-to-speech', 'image-to-video']) {
      const edit = editOf([[{ asset: { type, prompt: 'a cat' }, start: 0, length: 'auto' }]]);
      expect(decidingSources(edit)).toEqual([]);
      expect(estimate(edit)).toMatchObject({ seconds: UNKNOWN_CLIP_SECONDS, isExact: false, unknownSources: [] });
    }
  });

  it('accepts `end` after all known clips next to a source of unknown length, which may last longer', () => {
    const edit = editOf([[title(0, 90), title('auto', 'end')], [video(0, 'auto')]]);
    expect(estimate(edit, { 'a.mp4': 100 })).toMatchObject({ seconds: 100, isExact: true, warnings: [] });
    expect(estimate(edit).seconds).toBe(90 + UNKNOWN_CLIP_SECONDS);
  });

  it('refuses a trim beyond the end of a source of known length', () => {
    const edit = editOf([[video(0, 'auto', { trim: 12 })]]);
    expect(() => estimate(edit, { 'a.mp4': 12 })).toThrow(
      expect.objectContaining({
        options: expect.objectContaining({
          errors: [
            expect.objectContaining({ path: 'timeline.tracks[0].clips[0].asset.trim', code: 'trim_beyond_end' }),
          ],
        }),
      }),
    );
  });

  it('needs the length of media that last until an `end` that no other clip determines', () => {
    const edit = editOf([[video(0, 'end')]]);
    expect(decidingSources(edit)).toEqual(['a.mp4']);
    expect(estimate(edit, { 'a.mp4': 7 })).toMatchObject({ seconds: 7, warnings: [{ code: 'no_timeline_end' }] });
  });

  it('depends on each source once, and only on those that matter', () => {
    const edit = editOf([[video(0, 'auto'), video('auto', 'auto'), video('auto', 4, { src: 'c.mp4' })]]);
    expect(decidingSources(edit)).toEqual(['a.mp4']);
  });

  it('is that of the range, when there is one', () => {
    const range = (range: Json) => estimate(editOf([[title(0, 30)]], { range }));
    expect(range({ start: 5, length: 10 }).seconds).toBe(10);
    expect(range({ start: 25, length: 10 }).seconds).toBe(5);
    expect(range({ start: 25 }).seconds).toBe(5);
  });

  it('has no range and no pictures after its end', () => {
    const edit = (output: Json, length: unknown = 30) => editOf([[title(0, length)]], output);
    const fault = { options: { errors: [{ path: 'output.range.start', code: 'range_beyond_end' }] } };
    for (const start of [30, 31, 1e6]) expect(errorOf(() => estimate(edit({ range: { start } })))).toMatchObject(fault);
    expect(errorOf(() => estimate(edit({ format: 'png', range: { start: 31 } })))).toMatchObject(fault);
    expect(estimate(edit({ range: { start: 29.9 }, poster: { capture: 0 } })).warnings).toEqual([]);
    const pictures = { poster: { capture: 12 }, thumbnail: { capture: 9, scale: 0.5 } };
    const coded = (range: Json) =>
      estimate(edit({ ...pictures, range })).warnings.map(({ path, code }) => [path, code]);
    expect(coded({ start: 5, length: 5 })).toEqual([['output.poster.capture', 'capture_beyond_end']]);
    expect(coded({ start: 10, length: 5 })).toEqual([['output.thumbnail.capture', 'capture_before_start']]);
    expect(coded({ start: 9, length: 5 })).toEqual([]);
    expect(coded({ start: 9.9, length: 2.1 })).toEqual([
      ['output.poster.capture', 'capture_beyond_end'],
      ['output.thumbnail.capture', 'capture_before_start'],
    ]);
    expect(estimate(edit(pictures)).warnings).toEqual([]);
    // Only the render knows where an edit of unknown length ends.
    const unknown = editOf([[video(0, 'auto')]], { range: { start: 100 }, poster: { capture: 100 } });
    expect(estimate(unknown).warnings.map(({ code }) => code)).toEqual(['unknown_length']);
  });

  it('is none for a still', () => expect(estimate(editOf([[title(0, 30)]], { format: 'png' })).seconds).toBe(0));

  it('is never negative, and never longer than the timeline or one frame', () => {
    const clip = fc.record({
      start: fc.double({ min: 0, max: 1e4, noNaN: true }),
      length: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
    });
    const range = fc.record(
      { start: fc.double({ min: 0, max: 2e4, noNaN: true }), length: fc.double({ min: 0.01, max: 2e4, noNaN: true }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(clip, { minLength: 1, maxLength: 8 }), range, (clips, part) => {
        const seconds = outputSeconds({ output: { format: 'mp4', range: part } }, clips);
        const end = Math.max(...clips.map(({ start, length }) => start + length));
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(Math.max(end, 1 / 12));
      }),
    );
  });
});
