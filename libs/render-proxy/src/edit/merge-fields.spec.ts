import type { AppError } from '@app/core';
import { DEFAULT_EDIT_LIMITS } from './edit-limits';
import { readEdit, readRelayedEdit } from './read-edit';

const edit = (asset: unknown, clip: object = {}, root: object = {}) => ({
  timeline: { tracks: [{ clips: [{ asset, start: 0, length: 2, ...clip }] }] },
  output: { format: 'mp4', resolution: 'sd' },
  ...root,
});
const image = { type: 'image', src: 'https://example.com/a.png' };
const read = (input: unknown) => readEdit(input, DEFAULT_EDIT_LIMITS);

function faultsOf(reader: typeof readEdit | typeof readRelayedEdit, input: unknown) {
  try {
    reader(input, DEFAULT_EDIT_LIMITS);
    return [];
  } catch (error) {
    return (error as AppError).options.errors ?? [];
  }
}

describe('merge fields', () => {
  const merged = (text: unknown, merge: unknown) =>
    (
      read(edit({ type: 'title', text }, {}, { merge })).timeline.tracks[0]?.clips[0]?.asset as
        | { text: string }
        | undefined
    )?.text;
  it('replaces inside texts, whatever the spaces', () =>
    expect(merged('Hi {{NAME}} and {{ NAME }}', [{ find: 'NAME', replace: 'Jo' }])).toBe('Hi Jo and Jo'));
  it('is case sensitive and leaves unknown names', () =>
    expect(merged('{{name}} is {{AGE}}', [{ find: 'AGE', replace: 7 }])).toBe('{{name}} is 7'));
  it('does not search inserted values again', () =>
    expect(
      merged('x {{A}}', [
        { find: 'A', replace: '{{B}}' },
        { find: 'B', replace: 'no' },
      ]),
    ).toBe('x {{B}}'));
  it('gives a whole placeholder the type of its value', () => {
    const result = read(edit(image, { length: '{{ LONG }}' }, { merge: [{ find: 'LONG', replace: 7.5 }] }));
    expect(result.timeline.tracks[0]?.clips[0]?.length).toBe(7.5);
  });

  const greeting = (merge: unknown) => edit({ type: 'title', text: 'Hello {{ NAME }}' }, {}, { merge });
  it.each<[string, unknown, [path: string, code: string][]]>([
    ['an object', { NAME: 'Ada' }, [['merge', 'invalid']]],
    ['a text', 'NAME', [['merge', 'invalid']]],
    ['an item that is no object', [null], [['merge[0]', 'invalid']]],
    ['an item without replace', [{ find: 'OTHER', replace: 1 }, { find: 'NAME' }], [['merge[1].replace', 'required']]],
    [
      'a misspelt member',
      [{ find: 'NAME', replaces: 'Ada' }],
      [
        ['merge[0].replace', 'required'],
        ['merge[0].replaces', 'not_supported'],
      ],
    ],
    ['a name that is no text', [{ find: 1, replace: 'Ada' }], [['merge[0].find', 'invalid']]],
  ])('are refused by every renderer when they hold %s', (_what, merge, faults) => {
    for (const reader of [readEdit, readRelayedEdit])
      expect(faultsOf(reader, greeting(merge))).toEqual(
        faults.map(([path, code]) => expect.objectContaining({ path, code })),
      );
  });
  it('say how to write a list of them', () =>
    expect(faultsOf(readEdit, greeting({ NAME: 'Ada' }))).toEqual([
      expect.objectContaining({ message: expect.stringContaining('[{"find": "NAME", "replace": "Ada"}]') }),
    ]));
  it('count as none when the list is null', () => expect(merged('Hello {{ NAME }}', null)).toBe('Hello {{ NAME }}'));

  it('leave an empty text for null inside a text', () =>
    expect(merged('Hello {{ NAME }}', [{ find: 'NAME', replace: null }])).toBe('Hello '));
  it('remove a member for null, and members that are null in a value', () => {
    const merge = [
      { find: 'FIT', replace: null },
      { find: 'ASSET', replace: { ...image, crop: null } },
    ];
    const { timeline } = read(edit('{{ ASSET }}', { fit: '{{ FIT }}' }, { merge }));
    expect(timeline.tracks[0]?.clips[0]).toEqual({ asset: image, start: 0, length: 2 });
  });
  it('bring members with older names', () => {
    const merge = [{ find: 'ASSET', replace: { type: 'image', source: image.src } }];
    expect(read(edit('{{ ASSET }}', {}, { merge })).timeline.tracks[0]?.clips[0]?.asset).toEqual(image);
  });
});
