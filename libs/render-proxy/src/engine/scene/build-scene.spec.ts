import type { InputFault } from '@app/core';
import type { Clip, Edit } from '../../edit/edit';
import { resolveTiming } from '../../edit/resolve-timing';
import { buildScene } from './build-scene';
import type { Cue } from './cues';
import { valueAt } from './keyframes';
import type { MediaFile, Scene } from './scene';

const file = (name: string, more: Partial<MediaFile> = {}): [string, MediaFile] => [
  name,
  {
    path: `/job/${name}`,
    demuxer: 'mov',
    kind: 'video',
    width: 1280,
    height: 720,
    seconds: 10,
    hasAudio: true,
    hasAlpha: false,
    moving: true,
    ...more,
  },
];
const STILL = { kind: 'image', demuxer: 'png_pipe', seconds: 0, moving: false, hasAudio: false } as const;
const files = new Map([
  file('v'),
  file('silent', { hasAudio: false }),
  file('i', STILL),
  file('gif', { ...STILL, demuxer: 'gif', seconds: 2, moving: true }),
  file('sound', { kind: 'audio', demuxer: 'wav', width: 0, height: 0, moving: false }),
]);
const cues: Cue[] = [
  { start: 0, end: 2, text: 'one' },
  { start: 1, end: 3, text: 'two' },
];

const video = (more: object = {}): Clip['asset'] => ({ type: 'video', src: 'v', ...more });
const image: Clip['asset'] = { type: 'image', src: 'i' };
const clip = (asset: Clip['asset'], more: Partial<Clip> = {}): Clip => ({ asset, start: 0, length: 4, ...more });

function sceneOf(
  tracks: Clip[][],
  output: Partial<Edit['output']> = {},
  timeline: Partial<Edit['timeline']> = {},
): Scene {
  const edit: Edit = {
    timeline: { ...timeline, tracks: tracks.map((clips) => ({ clips })) },
    output: { format: 'mp4', resolution: 'sd', fps: 25, ...output },
  };
  const captions = new Map([['words.srt', cues]]);
  return buildScene(
    edit,
    resolveTiming(edit, () => undefined),
    { files, captions },
  );
}

const layersOf = (scene: Scene) => scene.layers.map(({ path, from, to }) => [path, from, to]);
const only = (one: Clip, output: Partial<Edit['output']> = {}) => {
  const { layers } = sceneOf([[one]], output);
  const [layer] = layers;
  if (!layer || layers.length !== 1) throw new Error(`${layers.length} layers`);
  return layer;
};

function faultsOf(...clips: Clip[]): Pick<InputFault, 'path' | 'code'>[] {
  try {
    sceneOf([clips]);
    return [];
  } catch (error) {
    const { errors = [] } = (error as { options: { errors?: InputFault[] } }).options;
    return errors.map(({ path, code }) => ({ path, code }));
  }
}

describe('time', () => {
  it('puts clips on the frame grid from absolute time, so that cuts have neither overlaps nor gaps', () => {
    const third = 1 / 3;
    const clips = Array.from({ length: 30 }, (_, index) => clip(image, { start: index * third, length: third }));
    const { layers, range } = sceneOf([clips]);
    expect(layers.map(({ from }) => from)).toEqual(clips.map((_, index) => Math.round(index * third * 25)));
    for (const [index, { to }] of layers.entries()) expect(layers[index + 1]?.from ?? range.to).toBe(to);
  });

  it('leaves out a clip that lasts less than half a frame', () =>
    expect(layersOf(sceneOf([[clip(image, { length: 0.019 }), clip(image, { start: 1 })]]))).toEqual([
      ['timeline.tracks[0].clips[1]', 25, 125],
    ]));

  it('counts frames at a rate that is not a whole number', () =>
    expect(only(clip(image, { start: 100, length: 1 }), { fps: 29.97 })).toMatchObject({ from: 2997, to: 3027 }));

  it.each<[string, object, object, number]>([
    ['holds its last picture over the last moments of a clip', { trim: 6.1 }, {}, 100],
    ['ends with its source', { trim: 8 }, {}, 50],
    ['ends earlier when it runs faster', { trim: 2, speed: 4 }, {}, 50],
    ['stands still for the whole clip at speed 0', { trim: 9.9, speed: 0 }, {}, 100],
  ])('a video %s', (_, asset, more, frames) => expect(only(clip(video(asset), more)).to).toBe(frames));

  it.each([
    ['a video', video({ trim: 10 })],
    ['a video that stands still', video({ trim: 12, speed: 0 })],
    ['a fast video', video({ trim: 11, speed: 3 })],
    ['a matte', { type: 'luma', src: 'v', trim: 11 } as const],
    ['a sound', { type: 'audio', src: 'sound', trim: 11 } as const],
  ])('%s that begins after the end of its source is empty, and the others stay', (_, asset) => {
    const scene = sceneOf([[clip(asset)], [clip(image)]]);
    expect(layersOf(scene).map(([path]) => path)).toEqual(['timeline.tracks[1].clips[0]']);
    expect(scene.voices).toEqual([]);
  });

  it('runs animations over the length of the clip, even if its source ends earlier', () =>
    expect(only(clip(video({ trim: 8 })))).toMatchObject({ to: 50, seconds: 4 }));

  it('starts an animated image again when it ends', () =>
    expect(only(clip({ type: 'image', src: 'gif' }, { length: 8 }))).toMatchObject({
      to: 200,
      content: { kind: 'video', loops: true },
    }));

  it.each<[string, Edit['output']['range'], object]>([
    ['all of it', undefined, { from: 0, to: 100 }],
    ['from a moment', { start: 1 }, { from: 25, to: 100 }],
    ['a stretch', { start: 1, length: 2 }, { from: 25, to: 75 }],
    ['what is left of a stretch beyond the end', { start: 3, length: 9 }, { from: 75, to: 100 }],
    ['the last frame when it starts at the end', { start: 4, length: 1 }, { from: 99, to: 100 }],
    ['one frame at least', { start: 1, length: 0.001 }, { from: 25, to: 26 }],
  ])('delivers %s', (_, range, expected) => expect(sceneOf([[clip(image)]], { range }).range).toEqual(expected));
});

describe('layers', () => {
  it('are stacked from the last track to the first, clips of a track in their order', () => {
    const scene = sceneOf([[clip(image), clip(image, { start: 4 })], [clip(image)], [clip(video())]]);
    expect(scene.layers.map(({ path }) => path)).toEqual([
      'timeline.tracks[2].clips[0]',
      'timeline.tracks[1].clips[0]',
      'timeline.tracks[0].clips[0]',
      'timeline.tracks[0].clips[1]',
    ]);
  });

  it('have the mattes of their own track that show at the same time, and mattes are not layers', () => {
    const luma = (start: number) => clip({ type: 'luma', src: 'i' }, { start, length: 2 });
    const scene = sceneOf([
      [clip(video(), { length: 3 }), luma(0), luma(2), luma(5), clip(image, { start: 6 })],
      [clip(image)],
    ]);
    expect(scene.layers.map(({ path, mattes }) => [path, mattes.map(({ from }) => from)])).toEqual([
      ['timeline.tracks[1].clips[0]', []],
      ['timeline.tracks[0].clips[0]', [0, 50]],
      ['timeline.tracks[0].clips[4]', [125]],
    ]);
  });

  it('do not exist for sound, whose end is the end of the video', () => {
    const scene = sceneOf([[clip(image)], [clip({ type: 'audio', src: 'sound' }, { start: 2 })]]);
    expect(layersOf(scene)).toEqual([['timeline.tracks[0].clips[0]', 0, 100]]);
    expect(scene.range).toEqual({ from: 0, to: 150 });
    expect(scene.voices).toMatchObject([{ path: 'timeline.tracks[1].clips[0]', start: 2, length: 4 }]);
  });

  it('do not exist in a sound file', () => {
    const scene = sceneOf([[clip(video())]], { format: 'mp3' });
    expect([scene.layers, scene.voices.length]).toEqual([[], 1]);
  });
});

describe('pictures', () => {
  it('fill the frame unless the clip has a size', () => {
    expect(only(clip(video())).size).toEqual({ width: 1024, height: 576 });
    expect(only(clip(video(), { width: 200, height: 100, fit: 'cover' })).size).toEqual({ width: 200, height: 100 });
    expect(only(clip(video(), { fit: 'none' })).size).toEqual({ width: 1280, height: 720 });
    expect(only(clip(video(), { fit: 'contain', height: 288 })).size).toEqual({ width: 512, height: 288 });
  });

  it('are positioned by the size of their clip, whatever of it they fill', () => {
    const box = { width: 400, height: 400 };
    const fitted = (fit: Clip['fit']) => only(clip(image, { ...box, ...(fit && { fit }) }));
    expect(fitted('contain')).toMatchObject({ size: { width: 400, height: 225 }, box });
    expect(fitted('none')).toMatchObject({ size: box, box, content: { part: { x: 440, y: 160, ...box } } });
  });

  it('keep the position of what a crop leaves, and know the box of the whole', () =>
    expect(only(clip(video({ crop: { left: 0.5 } })))).toMatchObject({
      size: { width: 512, height: 576 },
      box: { width: 1024, height: 576 },
      shift: { x: 256, y: 0 },
      content: { part: { x: 640, y: 0, width: 640, height: 720 } },
    }));

  it('are still, moving or transparent, according to their source and key', () => {
    const key = { color: '#00ff00' };
    expect(only(clip(image)).content).toMatchObject({ kind: 'still' });
    expect(only(clip(video())).content).toMatchObject({ kind: 'video', trim: 0, speed: 1, hasAlpha: false });
    expect(only(clip(video({ chromaKey: key }))).content).toMatchObject({
      hasAlpha: true,
      chromaKey: { color: '#00ff00', threshold: 150, halo: 0 },
    });
  });
});

describe('drawings', () => {
  it.each<[string, Clip, object]>([
    ['a text of its own size', clip({ type: 'text', text: 'x', width: 300 }), { width: 300, height: 576 }],
    [
      'a text of the size of its clip',
      clip({ type: 'text', text: 'x' }, { width: 400, height: 50 }),
      { width: 400, height: 50 },
    ],
    ['a title over the frame', clip({ type: 'title', text: 'x' }, { width: 400 }), { width: 1024, height: 576 }],
    [
      'a shape over the frame',
      clip({ type: 'shape', shape: 'circle', circle: { radius: 40 }, stroke: { width: 6 } }),
      { width: 1024, height: 576 },
    ],
    ['an SVG of its own size', clip({ type: 'svg', src: '<svg width="20" height="10"/>' }), { width: 20, height: 10 }],
    [
      'an SVG that fills its box',
      clip({ type: 'svg', src: '<svg width="20" height="10"/>' }, { width: 100, height: 100 }),
      { width: 100, height: 50 },
    ],
  ])('%s', (_, one, size) => expect(only(one).size).toEqual(size));

  it('positions a title as its clip says, unless the title says otherwise; its box stays in the middle', () => {
    const at = (asset: object) => only(clip({ type: 'title', text: 'x', ...asset }, { position: 'top' }));
    expect(at({})).toMatchObject({
      content: { drawing: { asset: { position: 'top' } } },
      placement: { position: 'center' },
    });
    expect(at({ position: 'left' }).content).toMatchObject({ drawing: { asset: { position: 'left' } } });
  });

  it('captions show one text at a time, moved by trim and speed', () =>
    expect(only(clip({ type: 'caption', src: 'words.srt', trim: 0.5, speed: 2 })).content).toMatchObject({
      drawing: {
        cues: [
          { start: -0.25, end: 0.25, text: 'one' },
          { start: 0.25, end: 0.75, text: 'one\ntwo' },
          { start: 0.75, end: 1.25, text: 'two' },
        ],
      },
    }));
});

it('reads moving values as keyframes over the length of the clip', () => {
  const { placement } = only(
    clip(image, {
      offset: { x: [{ from: 0, to: 1, start: 1, length: 2 }], y: 0.5 },
      opacity: 0.25,
      scale: [{ from: 1, to: 3 }],
    }),
  );
  expect([0, 2, 4].map((at) => valueAt(placement.offsetX, at))).toEqual([0, 0.5, 1]);
  expect([0, 2, 4].map((at) => valueAt(placement.scale, at))).toEqual([1, 2, 3]);
  expect([valueAt(placement.offsetY, 3), valueAt(placement.opacity, 3)]).toEqual([0.5, 0.25]);
});

describe('sources that do not fit', () => {
  it.each<[string, Clip, string, string]>([
    ['a video that is a still', clip({ type: 'video', src: 'i' }), 'src', 'wrong_media'],
    ['a video that is sound', clip({ type: 'video', src: 'sound' }), 'src', 'wrong_media'],
    ['an image that is a video', clip({ type: 'image', src: 'v' }), 'src', 'wrong_media'],
    ['audio without sound', clip({ type: 'audio', src: 'silent' }), 'src', 'wrong_media'],
  ])('%s', (_, one, member, code) =>
    expect(faultsOf(one)).toContainEqual({ path: `timeline.tracks[0].clips[0].asset.${member}`, code }),
  );

  it('are all named together', () =>
    expect(
      faultsOf(clip({ type: 'image', src: 'v' }), clip(video()), clip({ type: 'video', src: 'i' })).map(
        ({ path }) => path,
      ),
    ).toEqual(['timeline.tracks[0].clips[0].asset.src', 'timeline.tracks[0].clips[2].asset.src']));
});

describe('sound', () => {
  it('comes from video clips and the soundtrack, which lasts as long as the clips', () => {
    const timeline = { soundtrack: { src: 'sound', effect: 'fadeOut', volume: 0.5 } as const };
    const { voices } = sceneOf([[clip(video({ trim: 8 })), clip(image, { start: 4 })]], {}, timeline);
    expect(voices).toMatchObject([
      { path: 'timeline.tracks[0].clips[0]', start: 0, length: 2, trim: 8, fade: 'none' },
      { path: 'timeline.soundtrack', start: 0, length: 8, fade: 'fadeOut', volume: { initial: 0.5 } },
    ]);
  });

  it.each<[string, object, Partial<Edit['output']>]>([
    ['volume 0', { volume: 0 }, {}],
    ['a video that stands still', { speed: 0 }, {}],
    ['a video without sound', { src: 'silent' }, {}],
    ['a muted output', {}, { mute: true }],
  ])('is left out for %s', (_, asset, output) => expect(sceneOf([[clip(video(asset))]], output).voices).toEqual([]));
});
