import { AppError } from '@app/core';
import { DEFAULT_EDIT_LIMITS } from './edit-limits';
import { readEdit } from './read-edit';

const edit = (asset: object, clip: object = {}, root: object = {}) => ({
  timeline: { tracks: [{ clips: [{ asset, start: 0, length: 2, ...clip }] }] },
  output: { format: 'mp4', resolution: 'sd' },
  ...root,
});
const image = { type: 'image', src: 'https://example.com/a.png' };
const read = (input: unknown) => readEdit(input, DEFAULT_EDIT_LIMITS);

function faultsOf(input: unknown) {
  try {
    read(input);
    return [];
  } catch (error) {
    return (error as AppError).options.errors ?? [];
  }
}

describe('the values of keyframes', () => {
  it('are read when their numbers arrive as text, also from merge fields', () => {
    const { timeline } = read(
      edit(
        { ...image, type: 'video', volume: [{ from: '0.1', to: '{{ LOUD }}' }] },
        {
          opacity: [{ from: '0.2', to: '{{ SEEN }}', start: '0', length: '1' }],
          transform: { rotate: { angle: [{ from: '0', to: '720' }] } },
        },
        {
          merge: [
            { find: 'SEEN', replace: '0.8' },
            { find: 'LOUD', replace: 0.9 },
          ],
        },
      ),
    );
    expect(timeline.tracks[0]?.clips[0]).toMatchObject({
      asset: { volume: [{ from: 0.1, to: 0.9 }] },
      opacity: [{ from: 0.2, to: 0.8, start: 0, length: 1 }],
      transform: { rotate: { angle: [{ from: 0, to: 720 }] } },
    });
  });
  it('are refused when they are no numbers, or beyond the bounds of the plain member, with their paths', () => {
    const clip = {
      opacity: [{ from: 'half', to: { a: 1 } }],
      scale: [{ from: 1, to: [2] }, { to: true }],
      offset: { x: [{ from: 11 }], y: [{ to: '{{ GONE }}' }] },
      transform: { skew: { y: [{ to: -101 }] }, rotate: { angle: [{ to: 'round' }] } },
    };
    const video = { ...image, type: 'video', volume: [{ from: 0 }, { to: '50' }] };
    expect(
      faultsOf(edit(video, clip)).map(({ path, code, message }) => `${path.slice(28)} ${code} ${message}`),
    ).toEqual([
      'asset.volume[1].to too_big 50 is too large: at most 1.',
      'opacity[0].from invalid "half" is not valid here; write a number.',
      'opacity[0].to invalid an object is not valid here; write a number.',
      'scale[0].to invalid a list is not valid here; write a number.',
      'scale[1].to invalid true is not valid here; write a number.',
      'offset.x[0].from too_big 11 is too large: at most 10.',
      'transform.skew.y[0].to too_small -101 is too small: at least -100.',
      'transform.rotate.angle[0].to invalid "round" is not valid here; write a number.',
    ]);
    expect(faultsOf(edit(image, { offset: clip.offset, fit: 'wide' })).map(({ path }) => path)).toEqual([
      'timeline.tracks[0].clips[0].fit',
      'timeline.tracks[0].clips[0].offset.x[0].from',
    ]);
    expect(faultsOf(edit(image, { offset: { y: clip.offset.y } }))).toEqual([
      expect.objectContaining({
        path: 'timeline.tracks[0].clips[0].offset.y[0].to',
        code: 'unresolved_merge_field',
      }),
    ]);
  });
});
