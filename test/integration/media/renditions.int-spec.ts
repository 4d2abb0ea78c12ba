import { existsSync, readFileSync } from 'node:fs';
import { loadImage } from '@napi-rs/canvas';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type DecodedFrame, pixel, TranscodeHarness } from '../../support/harness/transcode-harness';

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
const AAC = ['-c:a', 'aac', '-ar', '48000', '-ac', '2'];
const words = (text: string) => text.split(' ');
const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
const SINE = lavfi('sine=440:r=48000:d=3');
/** Red on the left, blue on the right, green above. */
const picture = (width: number, height: number, rate = 30) =>
  `color=c=0xC02020:s=${width}x${height}:r=${rate}:d=3,drawbox=x=iw/2:w=iw/2:h=ih:c=0x2020C0:t=fill,drawbox=w=iw:h=ih/4:c=0x20C020:t=fill`;
const isNear = (a: readonly number[], b: readonly number[], by = 24) =>
  a.every((v, i) => Math.abs(v - (b[i] ?? 0)) <= by);
const [RED, BLUE, GREEN] = [
  [192, 32, 32],
  [32, 32, 192],
  [32, 192, 32],
] as const;

describeWithFfmpeg('renditions (needs ffmpeg)', () => {
  const harness = new TranscodeHarness();
  afterAll(() => harness.close());

  const videoOf = (path: string) => harness.streams(path, 'v')[0] ?? {};

  it('delivers H.264 High, 4:2:0, BT.709, AAC stereo, index first, nothing of the camera', async () => {
    const path = harness.video('plain.mp4', picture(640, 360), '-metadata', 'comment=recorded at home');
    expect(readFileSync(path).includes('recorded at home')).toBe(true);
    const shares: number[] = [];
    const { produced } = await harness.produce(path, ['tiktok'], { onProgress: (share) => shares.push(share) });
    const [{ path: file, bytes, thumbnail, contactSheet } = { path: '', bytes: 0, thumbnail: '', contactSheet: '' }] =
      produced;
    expect(videoOf(file)).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      width: 1080,
      height: 1920,
      r_frame_rate: '30/1',
      color_space: 'bt709',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
      color_range: 'tv',
      nb_read_frames: '90',
    });
    expect(harness.streams(file, 'a')).toEqual([expect.objectContaining({ codec_name: 'aac', channels: 2 })]);
    const content = readFileSync(file);
    expect(content.length).toBe(bytes);
    expect(content.indexOf('moov')).toBeLessThan(content.indexOf('mdat'));
    expect(content.includes('recorded at home')).toBe(false);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, index) => index === 0 || share > (shares[index - 1] ?? 0))).toBe(true);
    expect(await loadImage(readFileSync(thumbnail))).toMatchObject({ width: 1080, height: 1920 });
    expect(existsSync(contactSheet)).toBe(true);
  });

  it('frames a landscape on a blurred copy, on black, or cropped to its middle', async () => {
    const path = harness.video('landscape.mp4', picture(640, 360));
    const frameOf = async (framing: 'blur' | 'pad' | 'crop') => {
      const { produced } = await harness.produce(path, ['tiktok'], { framing });
      return harness.frame(produced[0]?.path ?? '', 30);
    };
    const blur = await frameOf('blur');
    expect(isNear(pixel(blur, 200, 1100), RED)).toBe(true);
    expect(isNear(pixel(blur, 900, 1100), BLUE)).toBe(true);
    const [, , backBlue] = pixel(blur, 900, 1800);
    expect(backBlue).toBeGreaterThan(90);
    expect(backBlue).toBeLessThan(165);
    const pad = await frameOf('pad');
    expect(isNear(pixel(pad, 540, 300), [0, 0, 0], 6)).toBe(true);
    expect(isNear(pixel(pad, 200, 1100), RED)).toBe(true);
    const crop = await frameOf('crop');
    expect(isNear(pixel(crop, 200, 1800), RED)).toBe(true);
    expect(isNear(pixel(crop, 900, 1800), BLUE)).toBe(true);
    expect(isNear(pixel(crop, 540, 200), GREEN)).toBe(true);
  });

  it('copies what already fits, bit for bit, and adds silence where there is no sound', async () => {
    const path = harness.make(
      'mute.mp4',
      ...lavfi(picture(640, 360)),
      ...X264,
      '-profile:v',
      'high',
      '-pix_fmt',
      'yuv420p',
      ...BT709,
    );
    const { produced, plan } = await harness.produce(path, ['youtube']);
    expect(plan.renditions[0]).toMatchObject({ video: 'copy', audio: 'silence' });
    const file = produced[0]?.path ?? '';
    expect(harness.frame(file, 60).rgb.equals(harness.frame(path, 60).rgb)).toBe(true);
    const [sound] = harness.streams(file, 'a');
    expect(sound).toMatchObject({ codec_name: 'aac', channels: 2, sample_rate: '48000' });
    expect(Number(sound?.duration)).toBeCloseTo(3, 1);
    expect(existsSync(produced[0]?.thumbnail ?? '')).toBe(true);
  });

  it('makes one file for platforms with the same spec, and a second size in a second run', async () => {
    const path = harness.video('shared.mp4', picture(640, 360));
    const { produced } = await harness.produce(path, ['tiktok', 'instagram', 'facebook', 'youtube']);
    expect(produced.map(({ rendition }) => [rendition.targets, rendition.width])).toEqual([
      [['tiktok', 'instagram', 'facebook'], 1080],
      [['youtube'], 640],
    ]);
  });

  it('applies the rotation of a phone', async () => {
    const flat = harness.video('flat.mp4', picture(640, 360), '-profile:v', 'high');
    const path = harness.make('turned.mp4', '-i', flat, '-c', 'copy', '-metadata:s:v', 'rotate=90');
    const { produced } = await harness.produce(path, ['youtube']);
    const frame = harness.frame(produced[0]?.path ?? '', 30);
    expect([frame.width, frame.height]).toEqual([360, 640]);
    // The former top is now at one side, and the former left is at the top or bottom.
    expect(isNear(pixel(frame, 20, 320), GREEN) || isNear(pixel(frame, 340, 320), GREEN)).toBe(true);
    expect(
      [pixel(frame, 180, 100), pixel(frame, 180, 540)].filter((at) => isNear(at, RED) || isNear(at, BLUE)),
    ).toHaveLength(2);
    expect(videoOf(produced[0]?.path ?? '').side_data_list).toBeUndefined();
  });

  it.each([
    ['odd sides', 'odd.mkv', [...lavfi(picture(322, 242)), '-vf', 'crop=321:241:0:0', '-pix_fmt', 'yuv444p', ...X264]],
    ['10 bits', 'deep.mp4', [...lavfi(picture(320, 180)), ...X264, '-pix_fmt', 'yuv420p10le']],
    [
      'full range',
      'full.mp4',
      [...lavfi(picture(320, 180)), '-vf', 'scale=out_range=pc', ...X264, '-pix_fmt', 'yuvj420p'],
    ],
    [
      'pixels that are not square',
      'wide.mp4',
      [...lavfi(picture(320, 360)), '-vf', 'setsar=2', ...X264, '-pix_fmt', 'yuv420p'],
    ],
    ['another codec', 'part2.avi', [...lavfi(picture(320, 180)), '-c:v', 'mpeg4', '-q:v', '2']],
  ])('keeps colours and aspect ratio of a source with %s', async (_, name, args) => {
    const demuxer = { mkv: 'matroska', avi: 'avi', mp4: 'mov' }[name.split('.')[1] ?? ''] ?? '';
    const { produced } = await harness.produce(harness.make(name, ...args), ['youtube'], { demuxer });
    const frame = harness.frame(produced[0]?.path ?? '', 30);
    expect((frame.width % 2) + (frame.height % 2)).toBe(0);
    expect(isNear(pixel(frame, frame.width * 0.2, frame.height * 0.8), RED)).toBe(true);
    expect(isNear(pixel(frame, frame.width * 0.8, frame.height * 0.8), BLUE)).toBe(true);
    if (name === 'wide.mp4') expect([frame.width, frame.height]).toEqual([640, 360]);
    expect(videoOf(produced[0]?.path ?? '')).toMatchObject({ pix_fmt: 'yuv420p', color_space: 'bt709' });
  });

  it('converts HDR to SDR with white that is white', async () => {
    const hlg = ['-color_primaries', 'bt2020', '-color_trc', 'arib-std-b67', '-colorspace', 'bt2020nc'];
    const white = harness.make(
      'hdr.mp4',
      ...lavfi('color=c=white:s=320x180:d=2'),
      ...X264,
      '-pix_fmt',
      'yuv420p10le',
      ...hlg,
    );
    const { produced } = await harness.produce(white, ['youtube']);
    const file = produced[0]?.path ?? '';
    expect(Math.min(...pixel(harness.frame(file, 10), 160, 90))).toBeGreaterThan(240);
    expect(videoOf(file)).toMatchObject({ color_transfer: 'bt709', pix_fmt: 'yuv420p' });
  });

  it("converts a phone's varying frame rate to a constant one, and keeps the sound in sync", async () => {
    // Frames at 30 per second, of which every seventh is missing.
    const path = harness.make(
      'phone.mp4',
      ...lavfi(picture(320, 180)),
      ...SINE,
      ...words("-vf select='mod(n,7)' -vsync vfr -pix_fmt yuv420p"),
      ...X264,
      ...BT709,
      ...AAC,
    );
    const { produced, video } = await harness.produce(path, ['youtube']);
    expect(video.isVariableRate).toBe(true);
    const { r_frame_rate: rate, avg_frame_rate: average, duration } = videoOf(produced[0]?.path ?? '');
    expect(rate).toBe(average);
    expect(Number(duration)).toBeCloseTo(3, 0);
  });

  it('deinterlaces frames that show two moments', async () => {
    // Vertical bars: in a frame of one moment, all lines are equal.
    const moving = 'smptebars=s=320x240:r=50:d=2,scroll=horizontal=0.02,tinterlace=mode=interleave_top,setfield=tff';
    const args = words('-flags +ilme+ildct -x264opts tff=1 -qp 8 -pix_fmt yuv420p');
    const path = harness.make('fields.mp4', ...lavfi(moving), ...X264, ...args);
    const { produced } = await harness.produce(path, ['youtube']);
    const file = produced[0]?.path ?? '';
    expect(videoOf(file)).toMatchObject({ r_frame_rate: '25/1', nb_read_frames: '50' });
    const combing = (frame: DecodedFrame) => {
      const line = (y: number) => [...frame.rgb.subarray(y * frame.width * 3, (y + 1) * frame.width * 3)];
      const [one, next] = [line(60), line(61)];
      return one.reduce((sum, value, at) => sum + Math.abs(value - (next[at] ?? 0)), 0) / one.length;
    };
    expect(combing(harness.frame(path, 20))).toBeGreaterThan(4);
    expect(combing(harness.frame(file, 20))).toBeLessThan(2);
  });

  it('takes the default of several sounds, and mixes six channels down to two', async () => {
    const path = harness.make(
      'sounds.mkv',
      ...lavfi(picture(320, 180)),
      ...lavfi('sine=440:d=3'),
      ...lavfi("aevalsrc='0.9|0.9|0.9|0.9|0.9|0.9':c=5.1:d=3"),
      ...X264,
      ...words('-map 0 -map 1 -map 2 -pix_fmt yuv420p -c:a flac -disposition:a:0 0 -disposition:a:1 default'),
    );
    const { produced, video } = await harness.produce(path, ['youtube'], { demuxer: 'matroska' });
    expect(video.audio?.channels).toBe(6);
    expect(harness.streams(produced[0]?.path ?? '', 'a')).toEqual([expect.objectContaining({ channels: 2 })]);
  });
});
