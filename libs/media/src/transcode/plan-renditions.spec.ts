import { commonRate, nearestCommonRate } from './frame-rate';
import { planRenditions, type RenditionTarget } from './plan-renditions';
import type { SourceVideo } from './source-video';

const landscape: SourceVideo = {
  demuxer: 'mov',
  bytes: 20e6,
  seconds: 60,
  width: 1920,
  height: 1080,
  codec: 'h264',
  profile: 'High',
  pixelFormat: 'yuv420p',
  frames: 1_800,
  frameRate: { num: 30, den: 1 },
  isVariableRate: false,
  isInterlaced: false,
  isReshaped: false,
  colors: { colorSpace: 'bt709', colorRange: 'tv', colorTransfer: 'bt709', colorPrimaries: 'bt709' },
  stream: 0,
  audio: { stream: 1, codec: 'aac', profile: 'LC', channels: 2, sampleRate: 48_000 },
};
const portrait: SourceVideo = { ...landscape, width: 1080, height: 1920 };

const target = (destination: RenditionTarget['destination'], more: Partial<RenditionTarget> = {}): RenditionTarget => ({
  id: destination,
  destination,
  framing: 'blur',
  hud: false,
  ...more,
});
const all = (['tiktok', 'youtube', 'instagram', 'facebook'] as const).map((destination) => target(destination));

describe('planRenditions', () => {
  it('makes one portrait file for three platforms and copies for the fourth', () => {
    const { renditions, specs } = planRenditions(landscape, all);
    expect(renditions).toEqual([
      expect.objectContaining({
        file: 'rendition-1.mp4',
        targets: ['tiktok', 'instagram', 'facebook'],
        width: 1080,
        height: 1920,
        framing: 'blur',
        video: 'encode',
        maxRate: 10e6,
      }),
      expect.objectContaining({ targets: ['youtube'], width: 1920, height: 1080, video: 'copy', audio: 'copy' }),
    ]);
    expect(specs).toEqual({
      tiktok: 'tiktok',
      youtube: 'youtube',
      instagram: 'instagram_reel',
      facebook: 'facebook_reel',
    });
  });

  it('copies a portrait file for everyone', () => {
    const { renditions } = planRenditions(portrait, all);
    expect(renditions).toEqual([
      expect.objectContaining({ targets: ['tiktok', 'youtube', 'instagram', 'facebook'], video: 'copy' }),
    ]);
  });

  it.each<[string, Partial<SourceVideo>]>([
    ['another codec', { codec: 'hevc', profile: 'Main' }],
    ['10 bits', { pixelFormat: 'yuv420p10le', profile: 'High 10' }],
    ['full range', { colors: { ...landscape.colors, colorRange: 'pc' } }],
    ['HDR', { colors: { colorSpace: 'bt2020nc', colorTransfer: 'arib-std-b67', colorPrimaries: 'bt2020' } }],
    ['no tags of its colours', { colors: {} }],
    ['fields', { isInterlaced: true }],
    ['a rotation', { isReshaped: true }],
    ['a variable rate', { isVariableRate: true }],
    ['too many frames', { frameRate: { num: 120, den: 1 } }],
    ['odd sides', { width: 1919, height: 1079 }],
    ['too many bits', { bytes: 200e6 }],
    ['a container of another kind', { demuxer: 'avi' }],
  ])('encodes a source with %s', (_, change) => {
    const [rendition] = planRenditions({ ...landscape, ...change }, [target('youtube')]).renditions;
    expect(rendition).toMatchObject({ video: 'encode' });
    expect([Number(rendition?.width) % 2, Number(rendition?.height) % 2]).toEqual([0, 0]);
  });

  it('encodes targets with an overlay separately from those without, once each', () => {
    const { renditions } = planRenditions(portrait, [
      target('tiktok', { hud: true }),
      target('instagram', { hud: true }),
      target('facebook'),
    ]);
    expect(renditions.map(({ targets, video }) => [targets, video])).toEqual([
      [['tiktok', 'instagram'], 'encode'],
      [['facebook'], 'copy'],
    ]);
  });

  it('copies a source for a receiver that refuses edit lists only if it is known to have none', () => {
    const targets = [target('tiktok'), target('instagram', { refusesEditLists: true })];
    expect(planRenditions(portrait, targets).renditions).toMatchObject([
      { targets: ['tiktok'], video: 'copy', audio: 'copy', hasNoEdits: false },
      { targets: ['instagram'], video: 'encode', audio: 'encode', hasNoEdits: true },
    ]);
    expect(planRenditions({ ...portrait, playsEverything: true }, targets).renditions).toMatchObject([
      { targets: ['tiktok', 'instagram'], video: 'copy', audio: 'copy', hasNoEdits: true },
    ]);
  });

  it.each([[['instagram', 'tiktok']], [['tiktok', 'instagram']]] as const)(
    'shares a file without edit lists, whichever of %j comes first',
    (names) => {
      const targets = names.map((name) => target(name, { refusesEditLists: name === 'instagram' }));
      expect(planRenditions(landscape, targets).renditions).toMatchObject([
        { targets: names, video: 'encode', audio: 'encode', hasNoEdits: true },
      ]);
    },
  );

  it('keeps differently framed targets apart', () => {
    const framed = [target('tiktok', { framing: 'crop' }), target('instagram', { framing: 'pad' })];
    expect(planRenditions(landscape, framed).renditions).toHaveLength(2);
    // A portrait source fills the frame either way.
    expect(planRenditions({ ...portrait, profile: 'High 4:4:4' }, framed).renditions).toHaveLength(1);
  });

  it.each([
    [60, 30],
    [59.94, 29.97],
    [50, 25],
    [120, 30],
    [24, 24],
    [25, 25],
  ])('makes %d frames per second %d where 30 are allowed', (from, to) => {
    const [rendition] = planRenditions({ ...landscape, frameRate: commonRate(from) }, [target('tiktok')]).renditions;
    expect(rendition?.frameRate).toEqual(commonRate(to));
  });

  it('takes the nearest standard rate for a phone with a varying one', () => {
    const phone = { ...landscape, frameRate: commonRate(29.47), isVariableRate: true };
    expect(planRenditions(phone, [target('youtube')]).renditions[0]?.frameRate).toEqual({ num: 30_000, den: 1_001 });
    expect(nearestCommonRate(58.2)).toEqual({ num: 60_000, den: 1_001 });
  });

  it('refuses what a platform does not accept, for that platform only', () => {
    const long = planRenditions({ ...portrait, seconds: 901 }, all);
    expect(long.refused.map(({ target: id, code }) => [id, code])).toEqual([
      ['tiktok', 'too_long'],
      ['instagram', 'too_long'],
    ]);
    expect(long.specs.facebook).toBe('facebook_video');
    expect(long.renditions.flatMap(({ targets }) => targets)).toEqual(['youtube', 'facebook']);
    expect(planRenditions({ ...portrait, seconds: 2 }, all).refused).toEqual([
      { target: 'instagram', code: 'too_short', message: 'The video lasts 2.0 s; at least 3 s are needed.' },
    ]);
  });

  it("stays below Instagram's size limit, and leaves the others their quality", () => {
    const { renditions } = planRenditions({ ...portrait, codec: 'hevc', seconds: 590 }, all);
    const instagram = renditions.find(({ targets }) => targets.includes('instagram'));
    expect(instagram?.targets).toEqual(['instagram']);
    expect((((instagram?.maxRate ?? 0) + 128_000) * 590) / 8).toBeLessThan(300e6);
    expect(renditions.find(({ targets }) => targets.includes('tiktok'))?.maxRate).toBe(12e6);
  });

  it('adds silence, and encodes sound that is not plain stereo AAC', () => {
    const { audio, ...mute } = landscape;
    const planned = (source: SourceVideo) => planRenditions(source, [target('youtube')]).renditions[0];
    expect(planned(mute)).toMatchObject({ video: 'copy', audio: 'silence' });
    for (const change of [{ codec: 'pcm_s16le' }, { channels: 6 }, { sampleRate: 96_000 }, { profile: 'HE-AAC' }])
      expect(planned({ ...landscape, audio: { ...(audio as NonNullable<typeof audio>), ...change } })).toMatchObject({
        video: 'copy',
        audio: 'encode',
      });
  });

  it('reduces 8K to 4K and never enlarges a landscape', () => {
    const sized = (width: number, height: number) => {
      const [{ width: w, height: h } = landscape] = planRenditions({ ...landscape, width, height }, [
        target('youtube'),
      ]).renditions;
      return [w, h];
    };
    expect(sized(7680, 4320)).toEqual([3840, 2160]);
    expect(sized(4320, 7680)).toEqual([2160, 3840]);
    expect(sized(641, 359)).toEqual([642, 360]);
  });
});
