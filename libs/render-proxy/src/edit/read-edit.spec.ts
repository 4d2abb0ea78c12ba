import { AppError } from '@app/core';
import { DEFAULT_EDIT_LIMITS } from './edit-limits';
import { readEdit } from './read-edit';

const edit = (asset: object, clip: object = {}, output: object = {}, root: object = {}) => ({
  timeline: { tracks: [{ clips: [{ asset, start: 0, length: 2, ...clip }] }] },
  output: { format: 'mp4', resolution: 'sd', ...output },
  ...root,
});
const image = { type: 'image', src: 'https://example.com/a.png' };

function faultsOf(input: unknown, limits = {}) {
  try {
    readEdit(input, { ...DEFAULT_EDIT_LIMITS, ...limits });
    return [];
  } catch (error) {
    return (error as AppError).options.errors ?? [];
  }
}
const read = (input: unknown) => readEdit(input, DEFAULT_EDIT_LIMITS);

describe('readEdit', () => {
  it.each<[unknown, string, string, RegExp]>([
    [edit({ type: 'video' }), 'timeline.tracks[0].clips[0].asset.src', 'required', /src/],
    [
      edit({ type: 'vidoe', src: 'x' }),
      'timeline.tracks[0].clips[0].asset.type',
      'not_allowed',
      /Did you mean "video"/,
    ],
    [
      edit({ type: 'title', text: 'x', colour: 'red' }),
      'timeline.tracks[0].clips[0].asset.colour',
      'unknown_property',
      /colour/,
    ],
    [edit(image, { start: 'later' }), 'timeline.tracks[0].clips[0].start', 'invalid', /seconds, "auto"/],
    [edit(image, { start: -1 }), 'timeline.tracks[0].clips[0].start', 'too_small', /at least 0/],
    [
      edit(image, { length: Number.POSITIVE_INFINITY }),
      'timeline.tracks[0].clips[0].length',
      'invalid',
      /length|seconds/,
    ],
    [
      edit(image, { transition: { in: 'Fade' } }),
      'timeline.tracks[0].clips[0].transition.in',
      'not_allowed',
      /Did you mean "fade"/,
    ],
    [edit(image, {}, { resolution: '8k' }), 'output.resolution', 'not_allowed', /1080/],
    [edit(image, {}, { fps: 31 }), 'output.fps', 'invalid', /29.97/],
    [edit(image, { length: '{{ LONG }}' }), 'timeline.tracks[0].clips[0].length', 'unresolved_merge_field', /LONG/],
    [{}, 'timeline', 'required', /required/],
  ])('names path and fix: %#', (input, path, code, message) => {
    expect(faultsOf(input)).toContainEqual({ path, code, message: expect.stringMatching(message) });
  });

  it('reports every fault at once', () => {
    expect(
      faultsOf(edit({ type: 'video' }, { fit: 'wide', start: -1 }, { format: 'mov' })).length,
    ).toBeGreaterThanOrEqual(4);
  });

  it('reads numbers and booleans that arrive as text, and leaves texts alone', () => {
    const result = read(
      edit(
        { type: 'title', text: '2025' },
        { start: '1.5', length: '3' },
        { resolution: undefined, width: '1280', height: '720' },
      ),
    );
    expect(result.timeline.tracks[0]?.clips[0]).toMatchObject({ start: 1.5, length: 3, asset: { text: '2025' } });
    expect(result.output.size).toEqual({ width: 1280, height: 720 });
  });

  it.each(['true', 'null', '2025'])('keeps the text %s', (text) =>
    expect(read(edit({ type: 'title', text })).timeline.tracks[0]?.clips[0]?.asset).toMatchObject({ text }),
  );

  it('understands source beside src, webhook, and null as absent', () => {
    const result = read(
      edit(
        { type: 'video', source: 'https://example.com/x.mp4', src: 'https://example.com/a.mp4', trim: null },
        {},
        {},
        { webhook: 'https://example.com/hook' },
      ),
    );
    expect(result.timeline.tracks[0]?.clips[0]?.asset).toEqual({ type: 'video', src: 'https://example.com/a.mp4' });
    expect(result.callback).toBe('https://example.com/hook');
  });

  it('accepts our formats and keeps their rules', () => {
    expect(read(edit(image, {}, { format: 'webm' })).output.format).toBe('webm');
    expect(faultsOf(edit(image, {}, { format: 'wav', quality: 'best' }))).toHaveLength(1);
  });

  it.each([
    [{ maxTracks: 0 }, 'too_many_tracks'],
    [{ maxClips: 0 }, 'too_many_clips'],
    [{ maxDepth: 3 }, 'too_deep'],
    [{ maxCharacters: 20 }, 'too_large'],
  ])('limits %j', (limits, code) => expect(faultsOf(edit(image), limits)).toEqual([expect.objectContaining({ code })]));

  it('survives what is no edit at all', () => {
    for (const input of [null, 1, 'x', [], { timeline: [] }, { timeline: { tracks: [null] } }])
      expect(faultsOf(input).length).toBeGreaterThan(0);
  });
});

describe('merge fields', () => {
  const merged = (text: unknown, merge: object[]) =>
    (
      read(edit({ type: 'title', text }, {}, {}, { merge })).timeline.tracks[0]?.clips[0]?.asset as
        | { text: string }
        | undefined
    )?.text;
  it('replaces inside texts, whatever the spaces', () =>
    expect(merged('Hi {{NAME}} and {{ NAME }}', [{ find: 'NAME', replace: 'Jo' }])).toBe('Hi Jo and Jo'));
  it('is case sensitive and leaves unknown names', () =>
    expect(merged('{{name}} is {{AGE}}', [{ find: 'AGE', replace: 7 }])).toBe('{{name}} is 7'));
  it('does not search what it has put in', () =>
    expect(
      merged('x {{A}}', [
        { find: 'A', replace: '{{B}}' },
        { find: 'B', replace: 'no' },
      ]),
    ).toBe('x {{B}}'));
  it('gives a whole placeholder the type of its value', () => {
    const result = read(edit(image, { length: '{{ LONG }}' }, {}, { merge: [{ find: 'LONG', replace: 7.5 }] }));
    expect(result.timeline.tracks[0]?.clips[0]?.length).toBe(7.5);
  });
});
