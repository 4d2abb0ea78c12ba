import type { Clip, Edit } from '../../edit/edit';
import { resolveTiming } from '../../edit/resolve-timing';
import { buildScene } from './build-scene';
import { frameAt } from './frame-grid';

const RATES = [12, 15, 24, 25, 30, 48, 50, 60].map((num) => ({ num, den: 1 }));
const NTSC = [24_000, 30_000, 60_000].map((num) => ({ num, den: 1001 }));

/** Pairs of start and length, in hundredths of a second, whose sum in seconds is on another frame than their end. */
function disagreeing(rate: { num: number; den: number }): [number, number][] {
  const found: [number, number][] = [];
  for (let start = 0; start < 300; start++)
    for (let length = 1; length < 300; length++)
      if (frameAt(start / 100 + length / 100, rate) !== frameAt((start + length) / 100, rate))
        found.push([start, length]);
  return found;
}

describe('frameAt', () => {
  it.each([...RATES, ...NTSC])(
    'ends a clip on the frame on which the next one is written to start, $num/$den',
    (rate) => expect(disagreeing(rate)).toEqual([]),
  );

  it.each([
    ['the nearest frame', 1.03, 26],
    ['the later one of two', 0.02, 1],
    ['the earlier one just before the middle', 0.0199, 0],
  ])('is %s', (_what, seconds, frame) => expect(frameAt(seconds, { num: 25, den: 1 })).toBe(frame));
});

describe('clips at 25 frames per second', () => {
  const asset: Clip['asset'] = { type: 'title', text: 'x' };
  const sceneOf = (...tracks: Clip[][]) => {
    const edit: Edit = {
      timeline: { tracks: tracks.map((clips) => ({ clips })) },
      output: { format: 'mp4', resolution: 'sd', fps: 25 },
    };
    const clips = resolveTiming(edit, () => undefined);
    return buildScene(edit, clips, { files: new Map(), captions: new Map() });
  };

  it.each([
    [0.2, 0.7, 0.9],
    [0.1, 4.6, 4.7],
    [0.1, 2.2, 2.3],
  ])('from %s s for %s s and from %s s touch: no frame shows neither or both', (start, length, next) => {
    const { layers } = sceneOf([
      { asset, start, length },
      { asset, start: next, length: 2 },
    ]);
    expect(layers[0]?.to).toBe(layers[1]?.from);
  });

  it.each([
    [0.2, 0.9],
    [0.4, 1.7],
    [0.8, 2.9],
  ])('from %s s to the end at %s s show on the last frame', (start, end) => {
    const { layers, range } = sceneOf([{ asset, start, length: 'end' }], [{ asset, start: 0, length: end }]);
    expect(layers.map(({ to }) => to)).toEqual([range.to, range.to]);
  });
});
