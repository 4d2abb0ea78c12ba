import type { AppError } from '@app/core';
import { planRendition } from './plan-rendition';
import type { RenditionOrder } from './rendition';
import type { InspectedSource } from './source-inspector';

const film: InspectedSource = {
  kind: 'video',
  demuxer: 'mov',
  extension: 'mp4',
  contentType: 'video/mp4',
  hasSound: true,
  width: 1920,
  height: 1080,
  seconds: 10,
  fps: 30,
};
const picture: InspectedSource = {
  ...film,
  kind: 'image',
  demuxer: 'png_pipe',
  extension: 'png',
  contentType: 'image/png',
  hasSound: false,
  seconds: null,
  fps: null,
};
const sound: InspectedSource = {
  ...film,
  kind: 'audio',
  demuxer: 'mp3',
  extension: 'mp3',
  contentType: 'audio/mpeg',
  width: null,
  height: null,
  fps: null,
};

const passesOf = (order: RenditionOrder, source = film) =>
  planRendition(order, source).passes('source', 'out', 'colors');
const argsOf = (order: RenditionOrder, source = film) => passesOf(order, source).at(-1) ?? [];
const valueOf = (args: string[], option: string) => args[args.indexOf(option) + 1];

describe('planRendition', () => {
  it('opens exactly the recognised format of exactly one file', () => {
    const args = argsOf({});
    const input = args.slice(0, args.indexOf('-i') + 2);
    expect(input).toEqual([
      '-protocol_whitelist',
      'file',
      '-format_whitelist',
      'mov',
      '-max_pixels',
      '100000000',
      '-f',
      'mov',
      '-i',
      'file:source',
    ]);
    expect(args.slice(args.indexOf('-y'))).toEqual([
      '-y',
      'file:out',
      '-map',
      '0:v:0',
      '-c',
      'copy',
      '-flush_packets',
      '1',
      '-f',
      'framecrc',
      'pipe:1',
    ]);
  });

  it.each([
    [film, 'mp4'],
    [picture, 'jpg'],
    [sound, 'mp3'],
  ])('takes the usual format of its kind', (source, extension) =>
    expect(planRendition({}, source).extension).toBe(extension),
  );

  it.each<[RenditionOrder, string | undefined]>([
    [{}, 'scale=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1'],
    [{ size: { width: 101 } }, 'scale=100:-2,setsar=1'],
    [{ size: { width: 100, height: 100 } }, 'scale=100:100:force_original_aspect_ratio=increase,crop=100:100,setsar=1'],
    [{ size: { width: 100, height: 100 }, fit: 'cover' }, 'scale=100:100,setsar=1'],
    [
      { size: { width: 100, height: 50 }, fit: 'contain' },
      'scale=100:50:force_original_aspect_ratio=decrease,pad=100:50:(ow-iw)/2:(oh-ih)/2,setsar=1',
    ],
    [{ resolution: 'hd', fit: 'cover' }, 'scale=1280:720,setsar=1'],
    [{ fps: 29.97, resolution: 'sd', fit: 'cover' }, 'fps=30000/1001,scale=1024:576,setsar=1'],
    [{ speed: { speed: 2 }, resolution: 'sd', fit: 'cover' }, 'setpts=PTS/2,scale=1024:576,setsar=1'],
  ])('turns %j into picture filters', (order, filters) => expect(valueOf(argsOf(order), '-vf')).toBe(filters));

  it('swaps width and height of presets for portrait sources', () => {
    expect(valueOf(argsOf({ resolution: 'hd', fit: 'cover' }, { ...film, width: 1080, height: 1920 }), '-vf')).toBe(
      'scale=720:1280,setsar=1',
    );
  });

  it.each<[RenditionOrder, string]>([
    [{ speed: { speed: 2 } }, 'aresample=async=1:first_pts=0,atempo=2'],
    [{ speed: { speed: 0.2 } }, 'aresample=async=1:first_pts=0,atempo=0.5,atempo=0.5,atempo=0.8'],
    [{ speed: { speed: 1.5, preservePitch: false } }, 'aresample=48000,asetrate=72000,aresample=48000'],
    [{ fixOffset: true }, 'aresample=async=1:first_pts=0'],
  ])('turns %j into sound filters', (order, filters) => expect(valueOf(argsOf(order), '-af')).toBe(filters));

  it.each([
    [100, '14'],
    [1, '45'],
  ])('reads quality %d on the scale of the codec', (quality, crf) =>
    expect(valueOf(argsOf({ quality }), '-crf')).toBe(crf),
  );

  it.each<[string, RenditionOrder, InspectedSource]>([
    ['a video of a picture', { format: 'mp4' }, picture],
    ['a picture of a video', { format: 'jpg' }, film],
    ['sound of a silent film', { format: 'mp3' }, { ...film, hasSound: false }],
    ['a video of sound', { format: 'webm' }, sound],
    ['anything of a font', {}, { ...picture, kind: 'font' }],
  ])('refuses %s', (_name, order, source) => {
    expect(() => planRendition(order, source)).toThrow(
      expect.objectContaining<Partial<AppError>>({ code: 'rendition_refused' }),
    );
  });

  it('makes a GIF in two passes, so that no frame waits for the colours', () => {
    const [first = [], second = []] = passesOf({ format: 'gif', fps: 12 });
    expect(valueOf(first, '-vf')).toBe('fps=12,palettegen=stats_mode=diff');
    expect(first).toContain('file:colors');
    expect(valueOf(second, '-lavfi')).toBe('[0:v:0]fps=12[film];[film][1:v]paletteuse=dither=bayer');
    expect(second.filter((each) => each === 'file:source' || each === 'file:colors')).toEqual([
      'file:source',
      'file:colors',
    ]);
  });

  it.each<[RenditionOrder, number | null, string]>([
    [{ fps: 60 }, 25, 'fps=60,fps=50,'],
    [{}, 59.94, 'fps=50,'],
    [{ speed: { speed: 3 } }, 25, 'setpts=PTS/3,fps=50,'],
    [{}, 50, ''],
    [{}, null, ''],
  ])('makes a GIF of %j at %s fps no faster than browsers play it', (order, fps, filters) => {
    const plan = planRendition({ format: 'gif', ...order }, { ...film, fps });
    expect(valueOf(plan.passes('source', 'result', 'colors')[0] ?? [], '-vf')).toBe(
      `${filters}palettegen=stats_mode=diff`,
    );
  });

  it('allows a longer and larger source more', () => {
    const { limits } = planRendition({}, film);
    const longer = planRendition({}, { ...film, seconds: 100 }).limits;
    const larger = planRendition({}, { ...film, width: 3840, height: 2160 }).limits;
    expect(longer.processorSeconds).toBeGreaterThan(limits.processorSeconds * 3);
    expect(larger.memoryMb).toBe(limits.memoryMb * 4);
  });

  it('leaves out sound that is missing or unwanted', () => {
    for (const args of [argsOf({}, { ...film, hasSound: false }), argsOf({ format: 'gif', speed: { speed: 2 } })]) {
      expect(args).not.toContain('0:a:0');
      expect(args).not.toContain('-af');
    }
  });
});
