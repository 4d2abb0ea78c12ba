import type { AppError, InputFault } from '@app/core';
import type { Clip, Edit } from './edit';
import { type NaturalLength, resolveTiming } from './resolve-timing';

const clip = (start: Clip['start'], length: Clip['length'], more: Partial<Clip> = {}): Clip => ({
  asset: { type: 'image', src: 'a' },
  start,
  length,
  ...more,
});
const edit = (...tracks: Clip[][]): Edit => ({
  timeline: { tracks: tracks.map((clips) => ({ clips })) },
  output: { format: 'mp4' },
});
const times = (input: Edit, natural: NaturalLength = () => undefined) =>
  resolveTiming(input, natural).map(({ start, length }) => [start, length]);
const codes = (input: Edit) => {
  try {
    resolveTiming(input, () => undefined);
    return [];
  } catch (error) {
    return ((error as AppError).options.errors ?? []).map(({ path, code }) => `${path} ${code}`);
  }
};

describe('resolveTiming', () => {
  it('numbers', () => expect(times(edit([clip(12.5, 3.25)]))).toEqual([[12.5, 3.25]]));
  it('auto starts where the previous clip ends', () =>
    expect(times(edit([clip('auto', 20), clip('auto', 20)]))).toEqual([
      [0, 20],
      [20, 20],
    ]));
  it('auto lasts as long as the media, stills 3 s', () => {
    const media = clip(0, 'auto', { asset: { type: 'video', src: 'v' } });
    expect(
      times(edit([media, clip('auto', 'auto')]), ({ asset }) => (asset.type === 'video' ? 7.5 : undefined)),
    ).toEqual([
      [0, 7.5],
      [7.5, 3],
    ]);
  });
  it('end reaches the end of all others', () =>
    expect(times(edit([clip(3, 'end')], [clip(0, 30)]))).toEqual([
      [3, 27],
      [0, 30],
    ]));
  it('aliases', () =>
    expect(times(edit([clip('alias://a', 'alias://a')], [clip(4, 6, { alias: 'a' })]))).toEqual([
      [4, 6],
      [4, 6],
    ]));

  it('end next to an assumed length is not a fault', () => {
    const sound = clip(0, 'auto', { asset: { type: 'audio', src: 'voice' } });
    const input = edit([clip(0, 5), clip('auto', 'end')], [sound]);
    expect(times(input, ({ asset }) => (asset.type === 'audio' ? { assumedSeconds: 0.5 } : undefined))).toEqual([
      [0, 5],
      [5, 0.5],
      [0, 0.5],
    ]);
    expect(times(input, ({ asset }) => (asset.type === 'audio' ? 8 : undefined))[1]).toEqual([5, 3]);
  });

  it('end without a clip that ends later lasts like auto, with a warning', () => {
    const warnings: InputFault[] = [];
    const resolve = (input: Edit, natural: NaturalLength) =>
      resolveTiming(input, natural, (warning) => warnings.push(warning)).map(({ start, length }) => [start, length]);
    expect(resolve(edit([clip(3, 'end')]), () => undefined)).toEqual([[3, 3]]);
    const media = clip(0, 'end', { asset: { type: 'video', src: 'v' } });
    expect(resolve(edit([media]), () => 7.5)).toEqual([[0, 7.5]]);
    expect(resolve(edit([media], [clip(0, 4)]), () => 7.5)[0]).toEqual([0, 4]);
    const warning = { path: 'timeline.tracks[0].clips[0].length', code: 'no_timeline_end' };
    expect(warnings).toEqual([expect.objectContaining(warning), expect.objectContaining(warning)]);
  });

  it.each([
    ['an unknown alias', edit([clip('alias://x', 1)]), 'timeline.tracks[0].clips[0].start unknown_alias'],
    [
      'a taken alias',
      edit([clip(0, 1, { alias: 'a' }), clip(1, 1, { alias: 'a' })]),
      'timeline.tracks[0].clips[1].alias duplicate_alias',
    ],
    ['no length', edit([clip(0, 0)]), 'timeline.tracks[0].clips[0].length too_small'],
    [
      'a circle',
      edit([clip(0, 'alias://b', { alias: 'a' }), clip(0, 'alias://a', { alias: 'b' })]),
      'timeline.tracks[0].clips[0].length circular_timing',
    ],
    [
      'an end that waits for itself',
      edit([clip(0, 'end'), clip('auto', 5)]),
      'timeline.tracks[0].clips[0].length circular_timing',
    ],
  ])('refuses %s', (_, input, fault) => expect(codes(input)).toContain(fault));
});
