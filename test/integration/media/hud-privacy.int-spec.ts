import type { Hud, TrackPrivacy } from '@app/media';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type DecodedFrame, difference, pixel, TranscodeHarness } from '../../support/harness/transcode-harness';

const SIZE = { width: 640, height: 360 };
const SECONDS = 12;
const RATE = 10;
/** Almost around a circle, at up to 130 km/h. */
const DRIVE = { phases: [3, 6, 3] as const, cruise: 130 / 3.6, turn: 30 };
const HOME = { latitude: 36.1361, longitude: -115.1784 };
const LOOK = { preset: 'track', elements: ['speed', 'map'], font: 'Roboto', font_size: 30 };
/** The corners where the speed and the map are. */
const SPEED = { x: 0, y: 270, width: 200, height: 90 };
const MAP = { x: 440, y: 180, width: 200, height: 180 };

describeWithFfmpeg('privacy of a burnt HUD (needs ffmpeg)', () => {
  const harness = new TranscodeHarness();
  let video: string;
  let hud: Hud;
  let open: string;
  beforeAll(async () => {
    video = harness.video('drive.mp4', `color=c=0x606060:s=${SIZE.width}x${SIZE.height}:r=${RATE}:d=${SECONDS}`);
    hud = await harness.hud(LOOK, DRIVE);
    open = await burnt(hud);
  });
  afterAll(() => harness.close());

  const burnt = async (drawn: Hud): Promise<string> =>
    (await harness.produce(video, ['download'], { hud: drawn })).produced[0]?.path ?? '';
  const withPrivacy = (privacy: Partial<TrackPrivacy>): Hud => ({
    ...hud,
    telemetry: { ...hud.telemetry, privacy: { zones: [], seed: 'of the account', ...privacy } },
  });
  const at = (path: string, seconds: number) => harness.frame(path, seconds * RATE);
  /** Pixels of the map in the colour of the trail and the dot. */
  const orange = (frame: DecodedFrame): number => {
    let count = 0;
    for (let y = MAP.y; y < MAP.y + MAP.height; y++)
      for (let x = MAP.x; x < MAP.x + MAP.width; x++) {
        const [red, , blue] = pixel(frame, x, y);
        if (red > 150 && blue < 100) count++;
      }
    return count;
  };

  it('shows neither dot nor trail while the position lies in a zone, and both outside of it', async () => {
    const cut = await burnt(withPrivacy({ zones: [{ ...HOME, radius_m: 50 }] }));
    for (const seconds of [0.5, 2.5]) {
      expect(orange(at(open, seconds))).toBeGreaterThan(10);
      expect(orange(at(cut, seconds))).toBe(0);
    }
    expect(orange(at(cut, 8))).toBeGreaterThan(50);
    expect(orange(at(cut, 11.5))).toBeLessThan(orange(at(open, 11.5)));
    expect(difference(at(open, 2.5), at(cut, 2.5), SPEED)).toBeLessThan(0.2);
  });

  it('has no map when the whole track lies in a zone, and still the speed', async () => {
    const inside = await burnt(withPrivacy({ zones: [{ ...HOME, radius_m: 2_000 }] }));
    const source = at(video, 6);
    expect(difference(at(open, 6), source, MAP)).toBeGreaterThan(10);
    expect(difference(at(inside, 6), source, MAP)).toBeLessThan(1);
    expect(difference(at(inside, 6), at(open, 6), SPEED)).toBeLessThan(0.2);
  });

  it('shows one speed from the limit on, and others below it', async () => {
    const limited = await burnt(withPrivacy({ maxShownSpeedKmh: 100 }));
    // 108 km/h and 130 km/h; what is left is noise of the encoder.
    const change = (path: string, seconds: number) => difference(at(path, seconds), at(path, 6), SPEED);
    expect(change(limited, 2.5)).toBeLessThan(change(open, 2.5) / 3);
    expect(change(limited, 1)).toBeGreaterThan(change(open, 2.5));
  });
});
