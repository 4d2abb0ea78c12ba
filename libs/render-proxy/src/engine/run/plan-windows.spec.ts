import * as fc from 'fast-check';
import type { Clip, Edit } from '../../edit/edit';
import { resolveTiming } from '../../edit/resolve-timing';
import { buildScene } from '../scene/build-scene';
import type { Cue } from '../scene/cues';
import type { Layer, MediaFile, Scene } from '../scene/scene';
import { groupWindows, partsOf, planWindows } from './plan-windows';

const file = (name: string, more: Partial<MediaFile>): [string, MediaFile] => [
  name,
  {
    path: `/job/${name}`,
    demuxer: 'mov',
    kind: 'video',
    width: 1280,
    height: 720,
    seconds: 60,
    hasAudio: false,
    hasAlpha: false,
    moving: true,
    ...more,
  },
];
const files = new Map([
  file('v', { seconds: 3_600 }),
  file('w', {}),
  file('large', { width: 3_840, height: 2_160 }),
  file('i', { kind: 'image', demuxer: 'png_pipe', seconds: 0, moving: false }),
]);

function sceneOf(tracks: Clip[][], output: Partial<Edit['output']> = {}): Scene {
  const edit: Edit = {
    timeline: { tracks: tracks.map((clips) => ({ clips })) },
    output: { format: 'mp4', resolution: 'hd', ...output },
  };
  return buildScene(
    edit,
    resolveTiming(edit, () => undefined),
    { files, captions: new Map() },
  );
}
const video = (start: number, length: number, more: Partial<Clip> = {}): Clip => ({
  asset: { type: 'video', src: 'v' },
  start,
  length,
  ...more,
});
const title = (start: number, length: number, more: Partial<Clip> = {}): Clip => ({
  asset: { type: 'title', text: 'x' },
  start,
  length,
  ...more,
});
const still = (start: number, length: number, more: Partial<Clip> = {}): Clip => ({
  asset: { type: 'image', src: 'i' },
  start,
  length,
  ...more,
});
const plan = (scene: Scene) =>
  planWindows(scene).map(
    (window) =>
      `${window.from}-${window.to} ${window.mode}${window.mode === 'direct' ? ` ${window.base.length}+${window.top.length}${window.topIsStill ? '' : ' moving'}` : ''}`,
  );

describe('groupWindows', () => {
  const groups = (clips: Clip[]) => {
    const scene = sceneOf([clips]);
    return groupWindows(planWindows(scene), scene).map((group) => group.length);
  };
  const row = (count: number, length: number, more: Partial<Clip> = {}) =>
    Array.from({ length: count }, (_, index) => video(index * length, length, more));

  it('lets one process compose a few short windows', () => {
    expect(groups(row(6, 1))).toEqual([4, 2]);
    expect(groups(row(3, 9))).toEqual([2, 1]);
  });
  it('gives large videos, which need much memory to decode, a process each', () =>
    expect(groups(row(3, 1, { asset: { type: 'video', src: 'large' } }))).toEqual([1, 1, 1]));
  it('leaves painted windows alone', () =>
    expect(groups([...row(2, 1), video(2, 1, { effect: 'zoomIn' }), video(3, 1)])).toEqual([2, 1, 1]));
});

describe('planWindows', () => {
  it('joins clips without painting', () =>
    expect(plan(sceneOf([[video(0, 4), video(4, 4)]]))).toEqual(['0-100 direct 1+0', '100-200 direct 1+0']));
  it('paints only while a video moves', () => {
    expect(plan(sceneOf([[video(0, 10, { transition: { in: 'fade', out: 'fade' } })]]))).toEqual([
      '0-26 painted',
      '26-225 direct 1+0',
      '225-250 painted',
    ]);
  });
  it('paints stills', () => expect(plan(sceneOf([[still(0, 4), still(4, 4)]]))).toEqual(['0-200 painted']));
  it('puts a resting text over a playing video as one picture, a moving one as a stream', () => {
    expect(plan(sceneOf([[title(0, 8)], [video(0, 8)]]))).toEqual(['0-200 direct 1+1']);
    expect(plan(sceneOf([[title(0, 8, { effect: 'zoomIn' })], [video(0, 8)]]))).toEqual(['0-200 direct 1+1 moving']);
  });
  it('reopens a video once for a short text, but not for a long one', () => {
    expect(plan(sceneOf([[title(4, 1)], [video(0, 10)]]))).toEqual(['0-125 direct 1+1 moving', '125-250 direct 1+0']);
    expect(plan(sceneOf([[title(20, 5)], [video(0, 60)]])).length).toBe(3);
  });
  it('drops what is hidden below a video that fills the frame', () =>
    expect(plan(sceneOf([[video(0, 4)], [still(0, 4, { effect: 'zoomIn' })], [video(0, 4)]]))).toEqual([
      '0-100 direct 1+0',
    ]));
  it('composes a picture in picture over a still in one graph', () =>
    expect(plan(sceneOf([[video(0, 4, { scale: 0.3 })], [video(0, 4, { scale: 0.5 })], [still(0, 4)]]))).toEqual([
      '0-100 direct 3+0',
    ]));
  it('paints videos that are much larger than the frame, because ffmpeg would scale all of them', () => {
    expect(plan(sceneOf([[video(0, 4, { scale: 2 })]]))).toEqual(['0-100 direct 1+0']);
    expect(plan(sceneOf([[video(0, 4, { scale: 12 })]], { resolution: '1080' }))).toEqual(['0-100 painted']);
    expect(plan(sceneOf([[video(0, 4, { scale: 5.7 })]], { resolution: '4k' }))).toEqual(['0-100 painted']);
  });
  it('paints turned, faded, masked and wiped videos', () => {
    for (const more of [{ transform: { rotate: { angle: 10 } } }, { opacity: 0.5 }])
      expect(plan(sceneOf([[video(0, 4, more)]]))).toEqual(['0-100 painted']);
    const masked: Clip[] = [{ asset: { type: 'luma', src: 'w' }, start: 0, length: 2 }, video(0, 6)];
    expect(plan(sceneOf([masked]))).toEqual(['0-50 painted', '50-150 direct 1+0']);
  });
});

describe('captions of one word', () => {
  const COUNT = 2_000;
  let looks = 0;
  /** A cue that counts how often anything looks at its times. */
  const counted = (index: number): Cue => ({
    text: `${index}`,
    get start() {
      looks++;
      return index * 0.4;
    },
    get end() {
      looks++;
      return index * 0.4 + 0.3;
    },
  });
  const cues = Array.from({ length: COUNT }, (_, index) => counted(index));
  const withCues = (layer: Layer): Layer =>
    layer.content.kind === 'drawn' && layer.content.drawing.type === 'caption'
      ? { ...layer, content: { kind: 'drawn', drawing: { ...layer.content.drawing, cues } } }
      : layer;
  const words: Clip = { asset: { type: 'caption', src: 'words.srt' }, start: 0, length: COUNT * 0.4 };
  const fading: Partial<Clip> = { transition: { in: 'fade' } };

  it.each<[string, Clip[][]]>([
    ['over a picture', [[words], [still(0, COUNT * 0.4)]]],
    ['over a video', [[words], [video(0, COUNT * 0.4)]]],
    ['over many videos', [[words], Array.from({ length: COUNT / 5 }, (_, index) => video(index * 2, 2, fading))]],
    ['below a video', [[video(0, COUNT * 0.4, { scale: 0.3 })], [words], [still(0, COUNT * 0.4)]]],
  ])('%s are looked at in proportion to their number, not to its square', (_where, tracks) => {
    looks = 0;
    const scene = sceneOf(tracks, { fps: 25 });
    const counting = { ...scene, layers: scene.layers.map(withCues) };
    const windows = planWindows(counting);
    for (const window of windows) if (window.mode === 'painted') partsOf(window, counting);
    expect(looks).toBeGreaterThan(COUNT);
    expect(looks).toBeLessThan(COUNT * 1_000);
  });
});

describe('any edit', () => {
  const seconds = fc.double({ min: 0, max: 12, noNaN: true });
  const clip = fc.record({
    make: fc.constantFrom(video, title, still),
    start: seconds,
    length: fc.double({ min: 0.05, max: 12, noNaN: true }),
    more: fc.record(
      {
        scale: fc.constantFrom(0.3, 1),
        opacity: fc.constantFrom(0.5, 1),
        transition: fc.constantFrom({ in: 'fade' }, { out: 'wipeLeft' }, { in: 'zoom', out: 'carouselUpSlow' }),
        effect: fc.constantFrom('zoomIn', 'slideUp'),
      },
      { requiredKeys: [] },
    ),
  });
  const tracks = fc.array(fc.array(clip, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  const fps = fc.constantFrom(12, 23.976, 25, 29.97, 60);

  it('is cut into windows that hold every frame exactly once, with one composer each', () => {
    fc.assert(
      fc.property(tracks, fps, (described, rate) => {
        const scene = sceneOf(
          described.map((clips) => clips.map(({ make, start, length, more }) => make(start, length, more))),
          { fps: rate },
        );
        const windows = planWindows(scene);
        expect(windows[0]?.from).toBe(scene.range.from);
        expect(windows.at(-1)?.to).toBe(scene.range.to);
        for (const [index, window] of windows.entries()) {
          expect(window.to).toBeGreaterThan(window.from);
          if (index > 0) expect(window.from).toBe(windows[index - 1]?.to);
          if (window.mode !== 'direct') continue;
          expect(window.base.some(({ content }) => content.kind === 'video')).toBe(true);
          for (const layer of window.base)
            expect([layer.from <= window.from, layer.to >= window.to]).toEqual([true, true]);
          expect(window.top.every(({ content }) => content.kind !== 'video')).toBe(true);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
