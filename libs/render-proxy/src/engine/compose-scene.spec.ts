import type { AppError } from '@app/core';
import { composeScene } from './compose-scene';
import type { MediaFile } from './scene/scene';
import { validateEdit } from './validate-edit';

type Json = Record<string, unknown>;

const SRC = 'https://example.com/media';
const MATTE = 'https://example.com/matte';
const file: MediaFile = {
  path: '/media',
  demuxer: 'mov',
  kind: 'video',
  width: 160,
  height: 90,
  seconds: 10,
  hasAudio: true,
  hasAlpha: false,
  moving: true,
};
const clip = (type: string, more: Json = {}) => ({ asset: { type, src: SRC }, start: 0, length: 1, ...more });
const many = (count: number, type: string, more: Json = {}) => Array.from({ length: count }, () => clip(type, more));
const edit = (clips: Json[], output: Json = {}) => ({
  timeline: { soundtrack: { src: SRC }, tracks: [{ clips }] },
  output: { format: 'mp4', size: { width: 160, height: 90 }, ...output },
});

function pathsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    const { errors = [] } = (error as AppError).options;
    for (const { code } of errors) expect(code).toBe('too_many_at_once');
    return errors.map(({ path }) => path);
  }
}
const compose = (input: unknown, files = file) =>
  composeScene(validateEdit(input), { files: new Map([[SRC, files]]), captions: new Map() });
const path = (index: number) => `timeline.tracks[0].clips[${index}]`;

describe('captions as long as their subtitles', () => {
  const cues = [
    { start: 0, end: 2, text: 'one' },
    { start: 4, end: 6, text: 'two' },
  ];
  const composed = (asset: Json) =>
    composeScene(
      validateEdit(edit([clip('caption', { asset: { type: 'caption', src: SRC, ...asset }, length: 'auto' })])),
      {
        files: new Map([[SRC, file]]),
        captions: new Map([[SRC, cues]]),
      },
    ).scene.layers[0]?.seconds;

  it.each<[Json, number]>([
    [{}, 6],
    [{ trim: 2 }, 4],
    [{ trim: 2, speed: 2 }, 2],
    [{ speed: 0.5 }, 12],
  ])('with %j last %s s', (asset, seconds) => expect(composed(asset)).toBe(seconds));

  it('cannot begin after them', () =>
    expect(() => composed({ trim: 6 })).toThrow(
      expect.objectContaining({
        code: 'invalid_edit',
        options: { errors: [expect.objectContaining({ path: `${path(0)}.asset.trim`, code: 'trim_beyond_end' })] },
      }),
    ));
});

describe('an edit that needs many decoders at one moment', () => {
  it.each<[string, Json[], Json]>([
    ['videos', many(51, 'video'), {}],
    ['sounds', many(51, 'audio'), {}],
    ['sounds of videos in a result without pictures', many(51, 'video'), { format: 'mp3' }],
  ])('is refused with the paths of further %s', (_name, clips, output) =>
    expect(pathsOf(() => validateEdit(edit(clips, output)))).toEqual([path(50)]),
  );

  it.each<[string, Json[], MediaFile]>([
    ['clips as long as their sources', many(51, 'video', { length: 'auto' }), file],
    ['sounds as long as their sources', many(51, 'audio', { length: 'auto' }), file],
    ['animated pictures', many(51, 'image'), { ...file, kind: 'image' }],
  ])('is refused once the sources are known, for %s', (_name, clips, source) =>
    expect(pathsOf(() => compose(edit(clips), source))).toEqual([path(50)]),
  );

  it('is not judged by the placeholders of unknown lengths', () => {
    const pairs = Array.from({ length: 60 }, (_, index) => [
      clip('video', { start: index * 10, length: 'auto' }),
      clip('video', { start: 'auto', length: 1 }),
    ]);
    const first = clip('audio', { length: 'auto', alias: 'long' });
    const later = many(51, 'video', { length: 'alias://long' });
    expect(pathsOf(() => validateEdit(edit([first, ...later, ...pairs.flat()])))).toEqual([]);
  });

  it('is refused for a matte that moves, but not for one that is still', () => {
    const clips = [...many(50, 'video'), clip('luma', { asset: { type: 'luma', src: MATTE } })];
    const composed = (moving: boolean) => () =>
      composeScene(validateEdit(edit(clips)), {
        files: new Map([
          [SRC, file],
          [MATTE, { ...file, kind: 'image', moving }],
        ]),
        captions: new Map(),
      });
    expect(pathsOf(composed(false))).toEqual([]);
    expect(pathsOf(composed(true)).length).toBeGreaterThan(0);
  });

  it('is refused for mattes of many clips, each of which has its own', () => {
    const clips = [...many(7, 'luma'), ...many(8, 'image')];
    expect(pathsOf(() => compose(edit(clips), { ...file, kind: 'image' }))).toEqual([path(13), path(14)]);
  });

  it.each<[string, Json[]]>([
    ['fifty videos with sound, and fifty sounds', [...many(50, 'video'), ...many(50, 'audio')]],
    [
      'a thousand clips, one after the other',
      Array.from({ length: 1_000 }, (_, index) => clip('video', { start: index * 0.1, length: 0.1 })),
    ],
    ['any number of still pictures', many(200, 'image')],
  ])('is accepted with %s', (_name, clips) => {
    const still = clips[0] && (clips[0].asset as Json).type === 'image';
    const { scene } = compose(edit(clips), still ? { ...file, kind: 'image', moving: false } : file);
    expect(scene.layers.length).toBeGreaterThanOrEqual(50);
  });
});

it('refuses a GIF that is too long, once the length of its sources is known', () => {
  const output = { format: 'gif', size: { width: 1920, height: 1080 }, fps: 25 };
  const input = edit([clip('video', { length: 'auto' })], output);
  const failure = expect.objectContaining({
    code: 'invalid_edit',
    options: expect.objectContaining({
      errors: [expect.objectContaining({ path: 'output.format', code: 'too_large' })],
    }),
  });
  expect(() => compose(input, { ...file, seconds: 600 })).toThrow(failure);
  expect(compose(input, { ...file, seconds: 60 }).scene.range.to).toBe(1_500);
});
