import type { Clip, Edit } from '../../edit/edit';
import { resolveTiming } from '../../edit/resolve-timing';
import { buildScene } from '../scene/build-scene';
import { poseAt, rectOf } from '../scene/pose';
import type { MediaFile } from '../scene/scene';
import { compileDirectGraph, type Element } from './direct-graph';
import {
  codecArgs,
  fileArgs,
  gifArgs,
  joinArgs,
  PIECE_OUTPUT,
  pieceList,
  rawPictureArgs,
  soundEncodeArgs,
  soundTrackArgs,
} from './encode-args';
import { voiceArgs } from './sound-args';
import { isVideoLayer, videoChain } from './video-chain';

const file = (name: string, more: Partial<MediaFile> = {}): [string, MediaFile] => [
  name,
  {
    path: `/job/${name}`,
    demuxer: 'mov',
    kind: 'video',
    width: 1280,
    height: 720,
    seconds: 60,
    hasAudio: true,
    hasAlpha: false,
    moving: true,
    coding: 'yuv420-bt709',
    ...more,
  },
];
const files = new Map([
  file('v'),
  file('sd', { width: 640, height: 480, coding: 'untagged' }),
  file('gif', { kind: 'image', demuxer: 'gif', width: 80, height: 80, seconds: 1, hasAudio: false }),
  file('mono', { kind: 'audio', demuxer: 'wav', width: 0, height: 0, channels: 1 }),
]);

function sceneOf(clip: Partial<Clip> & Pick<Clip, 'asset'>, output: Partial<Edit['output']> = {}) {
  const edit: Edit = {
    timeline: { tracks: [{ clips: [{ start: 1, length: 4, ...clip }] }] },
    output: { format: 'mp4', resolution: 'hd', ...output },
  };
  return buildScene(
    edit,
    resolveTiming(edit, () => undefined),
    { files, captions: new Map() },
  );
}

/** Filters of a scene's only clip, for its whole length, with the input arguments. */
function graphOf(clip: Partial<Clip> & Pick<Clip, 'asset'>, output: Partial<Edit['output']> = {}) {
  const scene = sceneOf(clip, output);
  const elements = scene.layers
    .filter(isVideoLayer)
    .map((layer): Element => ({ kind: 'video', layer, rect: rectOf(poseAt(layer, layer.from, scene)) }));
  const span = { from: scene.layers[0]?.from ?? 0, to: scene.layers[0]?.to ?? 1 };
  const { inputs, filters } = compileDirectGraph([{ elements, span }], scene);
  return `${inputs.join(' ')}\n${filters}`;
}
const video = (more: object = {}, src = 'v'): Clip['asset'] => ({ type: 'video', src, ...more });

function paintedArgs(...[output, scene, encoder]: Parameters<typeof rawPictureArgs>): string[] {
  const { inputs, filters } = rawPictureArgs(output, scene, encoder);
  return [...inputs, ...filters, ...codecArgs(output, encoder), ...PIECE_OUTPUT];
}

describe('golden graphs', () => {
  it.each<[string, Partial<Clip> & Pick<Clip, 'asset'>, Partial<Edit['output']>?]>([
    ['plain', { asset: video() }],
    ['trimmed', { asset: video({ trim: 3.5 }) }],
    ['trimmed less than the preroll', { asset: video({ trim: 0.2 }) }],
    ['faster', { asset: video({ speed: 2, trim: 1 }) }],
    ['frozen', { asset: video({ speed: 0, trim: 2 }) }],
    ['cropped', { asset: video({ crop: { left: 0.25, right: 0.25 } }) }],
    ['contained', { asset: video({}, 'sd'), fit: 'contain' }],
    ['small in a corner', { asset: video(), scale: 0.25, position: 'topRight', offset: { x: -0.05, y: -0.05 } }],
    ['flipped', { asset: video(), transform: { flip: { horizontal: true } } }],
    ['grey', { asset: video(), filter: 'greyscale' }],
    ['blurred', { asset: video(), filter: 'blur' }],
    ['keyed', { asset: video({ chromaKey: { color: '#00ff00', threshold: 120, halo: 40 } }) }],
    ['keyed and dark', { asset: video({ chromaKey: { color: '#00ff00' } }), filter: 'darken' }],
    ['an animated image', { asset: { type: 'image', src: 'gif' }, fit: 'none' }],
    ['at a broken rate', { asset: video({ trim: 1 }) }, { fps: 29.97 }],
  ])('%s', (_, clip, output = {}) => expect(graphOf(clip, output)).toMatchSnapshot());

  it('a picture and a painted stream over a video', () => {
    const scene = sceneOf({ asset: video(), start: 0 });
    const [layer] = scene.layers.filter(isVideoLayer);
    if (!layer) throw new Error('no layer');
    const elements: Element[] = [
      { kind: 'picture', path: '/job/base.png', rect: { x: 0, y: 0, width: 1280, height: 720 } },
      { kind: 'video', layer, rect: { x: 100, y: 50, width: 640, height: 360 } },
      { kind: 'painted', rect: { x: 200, y: 600, width: 800, height: 80 } },
    ];
    const { inputs, filters } = compileDirectGraph([{ elements, span: { from: 25, to: 75 } }], scene);
    expect(`${inputs.join(' ')}\n${filters}`).toMatchSnapshot();
  });

  it('consecutive parts', () => {
    const scene = sceneOf({ asset: video() });
    const layer = scene.layers.find(isVideoLayer);
    if (!layer) throw new Error('no layer');
    const whole: Element = { kind: 'video', layer, rect: { x: 0, y: 0, width: scene.width, height: scene.height } };
    const small: Element = { ...whole, rect: { x: 100, y: 50, width: 640, height: 360 } };
    const title: Element = { kind: 'picture', path: '/job/top.png', rect: { x: 200, y: 600, width: 800, height: 80 } };
    const parts = [
      { elements: [whole, title], span: { from: 25, to: 50 } },
      { elements: [small], span: { from: 50, to: 51 } },
      { elements: [whole], span: { from: 51, to: 75 } },
    ];
    const { inputs, filters } = compileDirectGraph(parts, scene);
    expect(`${inputs.join(' ')}\n${filters}`).toMatchSnapshot();
  });

  it('for the painter', () => {
    const scene = sceneOf({ asset: video({}, 'sd'), filter: 'negative', opacity: 0.5 });
    const [layer] = scene.layers.filter(isVideoLayer);
    if (!layer) throw new Error('no layer');
    expect(videoChain(layer, layer, scene.fps, { width: 640, height: 480, pixels: 'rgba' }, 720)).toMatchSnapshot();
  });

  it('voices', () => {
    const voice = (clip: Clip['asset']) =>
      sceneOf({ asset: clip }).voices.map((each) => voiceArgs([{ voice: each, samples: 4_800 }]).join(' '));
    expect([
      voice(video({ trim: 2 })),
      voice({ type: 'audio', src: 'mono', speed: 4 }),
      voice(video({ volume: 0 })),
      voice(video({ speed: 0 })),
    ]).toMatchSnapshot();
  });

  it.each(['mp4', 'webm', 'gif'] as const)('encoding %s', (format) => {
    const output: Edit['output'] = { format, resolution: 'hd', quality: 'high', scaleTo: 'sd' };
    const scene = { width: 1280, height: 720, fps: { num: 25, den: 1 } };
    expect(
      [
        paintedArgs(output, scene, 'x264'),
        fileArgs(format, { sound: 1, file: `video.${format}` }),
        soundTrackArgs(output, 'sound'),
        joinArgs(format, { list: 'list', sound: 'sound', file: `video.${format}` }),
      ].map((args) => args.join(' ')),
    ).toMatchSnapshot();
  });

  it.each(['nvenc', 'vaapi', 'videotoolbox'] as const)('encoding by %s', (encoder) => {
    const output: Edit['output'] = { format: 'mp4', resolution: 'hd', quality: 'high' };
    const scene = { width: 1280, height: 720, fps: { num: 25, den: 1 } };
    expect(paintedArgs(output, scene, encoder).join(' ')).toMatchSnapshot();
  });

  it('a list of pieces, whose rounding errors do not add up', () => {
    const pieces = [0, 1, 2, 3].map((frame) => ({ file: `${frame}`, from: frame, to: frame + 1 }));
    const fps = { num: 24_000, den: 1001 };
    const seconds = [...pieceList(pieces, { fps }).matchAll(/duration (\S+)/g)].map(([, value]) => Number(value));
    expect(seconds.reduce((sum, value) => sum + value, 0)).toBeCloseTo((4 * 1001) / 24_000, 6);
  });

  it('encoding sound and palettes', () => {
    expect([
      soundEncodeArgs({ format: 'mp3' }, 'a.mp3').join(' '),
      soundEncodeArgs({ format: 'wav' }, 'a.wav').join(' '),
      ...gifArgs('p', 'f', { format: 'gif', repeat: false }).map((args) => args.join(' ')),
    ]).toMatchSnapshot();
  });

  it('shows no picture of a GIF for less time than browsers do', () => {
    const ratesAt = (fps: 50 | 59.94 | 60) =>
      gifArgs('p', 'f', { format: 'gif', fps }).join(' ').includes('rectangle,fps=50');
    expect([ratesAt(50), ratesAt(59.94), ratesAt(60)]).toEqual([false, true, true]);
  });

  it('decodes a looping picture from the round that shows, not from the first', () => {
    const scene = sceneOf({ asset: { type: 'image', src: 'gif' }, length: 100 });
    const leads = scene.layers.filter(isVideoLayer).flatMap((layer) =>
      [0, 10, 2_260].map((from) => {
        const span = { from: layer.from + from, to: layer.from + from + 5 };
        const chain = videoChain(layer, span, scene.fps, { width: 80, height: 80, pixels: 'rgba' }, 720);
        return /setpts=\(PTS-([\d.]+)/.exec(chain)?.[1] ?? '0';
      }),
    );
    expect(leads).toEqual(['0', '0.400000', '0.400000']);
  });

  it('opens every input with one demuxer, as a local file, within the pixel limit', () => {
    for (const text of [graphOf({ asset: video() }), graphOf({ asset: { type: 'image', src: 'gif' } })]) {
      expect(text).toMatch(
        /-protocol_whitelist file -format_whitelist (mov|gif) -max_pixels 100000000 -threads 2 -f \1 -i file:\/job\//,
      );
    }
  });
});
