import { type Hud, paintHudFrame, produceHudClip } from '@app/media';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import {
  changedPixels,
  type DecodedFrame,
  difference,
  pixel,
  TranscodeHarness,
} from '../../support/harness/transcode-harness';
import { driveSpeed } from '../../support/telemetry/drive';

const GRAY = [128, 128, 128] as const;
const SIZE = { width: 640, height: 360 };
const VIDEO_SECONDS = 6;
/** From 0 to 80 km/h in 4 s; the speed drops again after 5 s. */
const DRIVE = { phases: [4, 1, 3] as const };

describeWithFfmpeg('HUD (needs ffmpeg)', () => {
  const harness = new TranscodeHarness();
  let video: string;
  beforeAll(() => {
    const gray = `color=c=0x808080:s=${SIZE.width}x${SIZE.height}:r=30:d=${VIDEO_SECONDS}`;
    const args =
      '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709';
    video = harness.make('gray.mp4', '-f', 'lavfi', '-i', gray, ...args.split(' '));
  });
  afterAll(() => harness.close());

  /** The preview over the gray of the video. */
  const preview = async (hud: Hud, seconds: number): Promise<DecodedFrame> => {
    const frame = { ...SIZE, seconds, videoSeconds: VIDEO_SECONDS };
    const png = await paintHudFrame(hud, frame, { ffmpeg: harness.ffmpeg, folder: harness.folder() });
    const context = createCanvas(SIZE.width, SIZE.height).getContext('2d');
    context.fillStyle = `rgb(${GRAY.join(',')})`;
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    context.drawImage(await loadImage(png), 0, 0);
    const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height);
    return { ...SIZE, rgb: Buffer.from(data.filter((_, index) => index % 4 !== 3)) };
  };
  const withSpeed = (hud: Hud, kmh: number): Hud => {
    const { track } = hud.telemetry;
    const speed = Float64Array.from(track.time, () => kmh / 3.6);
    return { ...hud, telemetry: { ...hud.telemetry, track: { ...track, channels: { ...track.channels, speed } } } };
  };

  it('shows in each frame of the video the known speed at its time', async () => {
    const hud = await harness.hud({ preset: 'minimal', font_size: 48, font: 'Roboto' }, DRIVE);
    const { produced } = await harness.produce(video, ['youtube'], { hud });
    for (const number of [0, 47, 101, 170]) {
      const shown = harness.frame(produced[0]?.path ?? '', number);
      const truth = Math.round(driveSpeed(number / 30, DRIVE) * 3.6);
      const around = [-5, -2, -1, 0, 1, 2, 5].map((by) => truth + by).filter((speed) => speed >= 0);
      const distances: { speed: number; distance: number }[] = [];
      for (const speed of around)
        distances.push({ speed, distance: difference(shown, await preview(withSpeed(hud, speed), 1)) });
      const nearest = distances.reduce((best, each) => (each.distance < best.distance ? each : best));
      // Between two numbers, the frame may show either.
      expect(Math.abs(nearest.speed - driveSpeed(number / 30, DRIVE) * 3.6)).toBeLessThanOrEqual(1);
      expect(nearest.distance).toBeLessThan(1.5);
    }
  });

  it('moves the HUD with the offset, forwards and backwards', async () => {
    const hud = await harness.hud({ preset: 'minimal', font_size: 48 }, { phases: [30, 30, 30] });
    const at = async (offset: number, seconds: number) =>
      preview({ ...hud, telemetry: { ...hud.telemetry, map: { offset, rate: 1 } } }, seconds);
    const here = await at(0, 5);
    expect(difference(here, await at(2, 3))).toBe(0);
    expect(difference(here, await at(-1, 6))).toBe(0);
    expect(difference(here, await at(2, 5))).toBeGreaterThan(0.05);
  });

  it('moves at the frame rate of the video, not at the rate of the data', async () => {
    const hud = await harness.hud(
      { preset: 'track', elements: ['gauge'], font_size: 72 },
      { phases: [6, 1, 1], rate: 1 },
    );
    const { produced } = await harness.produce(video, ['youtube'], { hud });
    const file = produced[0]?.path ?? '';
    const frames = harness.frames(file, 60, 15);
    const changed = frames.slice(1).filter((frame, index) => changedPixels(frame, frames[index] as DecodedFrame) > 2);
    expect(changed.length).toBeGreaterThanOrEqual(13);
  });

  it.each(['dashcam', 'moto', 'track', 'flight', 'minimal'])(
    '%s: the frame of the video equals the preview, including its colours',
    async (preset) => {
      const hud = await harness.hud({ preset, color: '#22D3EE' }, { ...DRIVE, turn: 12 });
      const { produced } = await harness.produce(video, ['youtube'], { hud });
      const shown = harness.frame(produced[0]?.path ?? '', 75);
      const expected = await preview(hud, 2.5);
      expect(difference(shown, expected)).toBeLessThan(1);
      // The overlay is visible at all.
      expect(difference(expected, { ...SIZE, rgb: Buffer.alloc(expected.rgb.length, 128) })).toBeGreaterThan(
        preset === 'minimal' ? 0.15 : 3,
      );
    },
  );

  it('burns in colours exactly as chosen', async () => {
    const hud = await harness.hud({ preset: 'track', elements: ['gauge'], font_size: 72, color: '#FF7A1A' }, DRIVE);
    const { produced } = await harness.produce(video, ['youtube'], { hud });
    const shown = harness.frame(produced[0]?.path ?? '', 75);
    const expected = await preview(hud, 2.5);
    const greens: number[] = [];
    for (let at = 0; at < expected.rgb.length; at += 3)
      if (expected.rgb.subarray(at, at + 3).equals(Buffer.from([255, 122, 26]))) greens.push(shown.rgb[at + 1] ?? 0);
    expect(greens.length).toBeGreaterThan(300);
    // In BT.601, it would be 128.
    expect(greens.sort((a, b) => a - b)[greens.length >> 1]).toBeLessThan(125);
  });

  it('shows dashes where there is no fix, and no needle', async () => {
    const hud = await harness.hud({ preset: 'moto', elements: ['gauge', 'g_force', 'map'] }, DRIVE);
    const { track } = hud.telemetry;
    const hole = { ...hud, telemetry: { ...hud.telemetry, track: { ...track, gaps: [{ from: 1.5, to: 4.5 }] } } };
    const accents = ({ rgb }: DecodedFrame) => {
      let count = 0;
      for (let at = 0; at < rgb.length; at += 3)
        if ((rgb[at] ?? 0) > 200 && (rgb[at + 1] ?? 0) > 90 && (rgb[at + 1] ?? 0) < 160 && (rgb[at + 2] ?? 0) < 80)
          count++;
      return count;
    };
    const gaugeOnly = (whole: Hud): Hud => ({
      ...whole,
      settings: { ...whole.settings, elements: ['gauge', 'g_force'] },
    });
    expect(accents(await preview(gaugeOnly(hud), 3))).toBeGreaterThan(100);
    expect(accents(await preview(gaugeOnly(hole), 3))).toBe(0);
    expect(difference(await preview(hole, 3), await preview(hud, 3))).toBeGreaterThan(0.1);
    expect(difference(await preview(gaugeOnly(hole), 5), await preview(gaugeOnly(hud), 5))).toBe(0);
  });

  it.each([
    ['prores', undefined],
    ['vp9', 'libvpx-vp9'],
  ] as const)('alone as %s: transparent, with as many frames as the video', async (format, decoder) => {
    const hud = await harness.hud({ preset: 'dashcam', elements: ['speed'] }, DRIVE);
    const source = await harness.source(video);
    const clip = await produceHudClip({ video: source, hud, format, folder: harness.folder() }, harness.ffmpeg);
    expect(clip.frames).toBe(VIDEO_SECONDS * 30);
    expect(harness.streams(clip.path, 'v')[0]).toMatchObject({
      nb_read_frames: String(VIDEO_SECONDS * 30),
      width: SIZE.width,
      height: SIZE.height,
      r_frame_rate: '30/1',
    });
    const over = { color: '0x808080', ...(decoder && { decoder }) };
    const shown = harness.frame(clip.path, 60, over);
    expect(pixel(shown, 600, 20)).toEqual([128, 128, 128].map((value) => expect.closeTo(value, -1)));
    expect(difference(shown, await preview(hud, 2))).toBeLessThan(1);
  });

  it('previews quickly once fonts are loaded', async () => {
    const hud = await harness.hud({ preset: 'moto' }, DRIVE);
    await preview(hud, 1);
    const before = process.cpuUsage();
    await preview(hud, 2);
    const { user, system } = process.cpuUsage(before);
    // Processor time of this process, which does not depend on other programs.
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});
