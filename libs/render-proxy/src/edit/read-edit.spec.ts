import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, PACKAGE_ROOT } from '@app/core';
import { DEFAULT_EDIT_LIMITS } from './edit-limits';
import { readEdit, readRelayedEdit } from './read-edit';
import { SCHEMA_VERSION } from './schema-additions';

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
function failureOf(input: unknown): AppError {
  try {
    read(input);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('was accepted');
}

describe('readEdit', () => {
  it('accepts switches and frame rates that merge fields write as texts, and short colours', () => {
    const text = { type: 'text', text: 'a', background: { color: '#f80' } };
    const { timeline, output } = read(
      edit(
        text,
        { transform: { flip: { horizontal: 'True' } } },
        { fps: '{{FPS}}', mute: '{{ M }}', format: 'webm' },
        {
          merge: [
            { find: 'FPS', replace: '29.97' },
            { find: 'M', replace: 'false' },
          ],
        },
      ),
    );
    expect(output).toMatchObject({ fps: 29.97, mute: false, format: 'webm' });
    expect(timeline.tracks[0]?.clips[0]).toMatchObject({
      asset: { background: { color: '#ff8800' } },
      transform: { flip: { horizontal: true } },
    });
  });
  it('gives colours their # in every asset, and leaves texts as they are', () => {
    const title = { type: 'title', text: 'ff8800', color: 'FF8800', background: '80ff8800' };
    const { timeline } = read({
      ...edit(title),
      timeline: {
        background: 'ff8800',
        tracks: edit({ type: 'text', text: 'a', font: { color: 'ff8800' } }).timeline.tracks,
      },
    });
    expect(timeline).toMatchObject({
      background: '#ff8800',
      tracks: [{ clips: [{ asset: { text: 'a', font: { color: '#ff8800' } } }] }],
    });
    expect(read(edit(title)).timeline.tracks[0]?.clips[0]?.asset).toEqual({
      ...title,
      color: '#FF8800',
      background: '#80ff8800',
    });
  });
  it('names the way to write a switch, a frame rate or a colour that no correction reaches', () => {
    const input = edit({ type: 'text', text: 'a', background: { color: 'white' } }, {}, { fps: '7', mute: 'yes' });
    expect(faultsOf(input).map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringMatching(/background.color "white" is not valid here; write a colour with six .* "#ff8800"/),
      expect.stringMatching(/output.fps "7" is not valid here; write 12/),
      expect.stringMatching(/output.mute "yes" is not valid here; write true or false/),
    ]);
  });
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
      'not_supported',
      /"colour" is misspelt, or newer/,
    ],
    [
      edit({ type: 'title', text: 'x', crop: { left: 0.2 } }),
      'timeline.tracks[0].clips[0].asset.crop',
      'not_supported',
      /^"crop" is not allowed here/,
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

  it('reports all faults together', () => {
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

  it('accepts source instead of src, webhook, and null as absent', () => {
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
    [{ maxNodes: 5 }, 'too_many_values'],
    [{ maxMembers: 1 }, 'too_many_members'],
  ])('limits %j', (limits, code) => expect(faultsOf(edit(image), limits)).toEqual([expect.objectContaining({ code })]));

  it('rejects input that is not an edit at all', () => {
    for (const input of [null, 1, 'x', [], { timeline: [] }, { timeline: { tracks: [null] } }])
      expect(faultsOf(input).length).toBeGreaterThan(0);
  });
});

describe('faults', () => {
  const clips = (count: number, clip: object) => ({
    timeline: {
      tracks: [{ clips: Array.from({ length: count }, () => ({ asset: image, start: 0, length: 1, ...clip })) }],
    },
    output: { format: 'mp4', resolution: 'sd' },
  });

  it('repeat at most 200 characters of a value or a name', () => {
    const faults = [
      ...faultsOf(edit(image, { fit: 'c'.repeat(1_000_000) })),
      ...faultsOf(edit({ ...image, ['m'.repeat(1_000_000)]: 1 })),
      ...faultsOf(edit(image, { start: `alias://${' '.repeat(100_000)}` })),
      ...faultsOf(edit(image, { length: `{{ ${'n'.repeat(100_000)} }}` })),
    ];
    expect(faults.length).toBeGreaterThanOrEqual(4);
    for (const { path, message } of faults) expect(path.length + message.length).toBeLessThan(900);
  });

  it('are listed up to a maximum, and the answer says so', () => {
    const many = failureOf(clips(1_000, { fit: 'wide' }));
    expect(many.options.errors).toHaveLength(100);
    expect(many.message).toBe('Only the first 100 faults are listed.');
    const long = failureOf(clips(100, { transition: { in: 'none of them' } }));
    expect(JSON.stringify(long.options.errors).length).toBeLessThan(40_000);
  });
});

describe('members that the schema lacks', () => {
  const newer = () => edit(image, { ducking: { by: [-12.5, 'x'] } }, { loudness: { target: '-14' } }, { studio: null });

  it('are refused with the version of the schema', () => {
    expect(faultsOf(newer()).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'timeline.tracks[0].clips[0].ducking not_supported',
      'output.loudness not_supported',
    ]);
    expect(faultsOf(newer())[0]?.message).toContain(SCHEMA_VERSION);
    const { dependencies } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['@shotstack/schemas']).toBe(SCHEMA_VERSION);
  });

  it('pass with their values to a renderer that may know them, each with a warning', () => {
    const { edit: relayed, warnings } = readRelayedEdit(newer(), DEFAULT_EDIT_LIMITS);
    expect(relayed).toMatchObject({
      timeline: { tracks: [{ clips: [{ ducking: { by: [-12.5, 'x'] } }] }] },
      output: { loudness: { target: '-14' } },
    });
    expect(warnings.map(({ path }) => path)).toEqual(['timeline.tracks[0].clips[0].ducking', 'output.loudness']);
  });

  it('do not hide other faults, and never pass into a destination', () => {
    const read = (input: unknown) => () => readRelayedEdit(input, DEFAULT_EDIT_LIMITS);
    const refused = expect.objectContaining({ code: 'invalid_edit' });
    expect(read(edit(image, { ducking: 1, fit: 'wide' }))).toThrow(refused);
    expect(read(edit(image, { lenght: 1 }))).toThrow(refused);
    expect(read(edit(image, {}, { destinations: [{ provider: 'shotstack', bucket: 'x' }] }))).toThrow(refused);
  });
});

describe('limits on the merged edit', () => {
  const merge = (replace: unknown) => ({ merge: [{ find: 'a', replace }] });
  const text = (value: string, replace: unknown) => edit({ type: 'text', text: value }, {}, {}, merge(replace));
  const tracks = Array.from({ length: 50 }, () => '{{a}}');
  const clip = { asset: image, start: 0, length: 1 };

  it.each<[string, unknown, string]>([
    ['characters', text('{{a}}{{a}}'.repeat(40), 'x'.repeat(500_000)), 'too_large'],
    ['characters of what is no text', text('-{{a}}'.repeat(40), { x: 'x'.repeat(500_000) }), 'too_large'],
    ['the length of a text', text('{{a}}{{a}}', 'x'.repeat(60_000)), 'text_too_long'],
    ['placeholders', text('{{a}}'.repeat(50_001), ''), 'too_many_placeholders'],
    ['depth', text('{{a}}', JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`)), 'too_deep'],
    [
      'clips',
      { timeline: { tracks }, output: {}, ...merge({ clips: Array.from({ length: 101 }, () => clip) }) },
      'too_many_clips',
    ],
    [
      'values',
      { timeline: { tracks }, output: {}, ...merge({ clips: Array.from({ length: 6_000 }, () => [1]) }) },
      'too_many_values',
    ],
  ])('%s', (_name, input, code) => {
    const failure = failureOf(input);
    expect(failure.code).toBe('edit_too_expensive');
    expect(failure.options.errors).toEqual([expect.objectContaining({ code })]);
  });

  it('allow 5,000 clips', () => {
    const clips = Array.from({ length: 100 }, () => clip);
    expect(
      read({ timeline: { tracks }, output: { format: 'mp4', resolution: 'sd' }, ...merge({ clips }) }).timeline.tracks,
    ).toHaveLength(50);
  });
});
