import { hudClipExcess, hudClipSeconds } from './hud-clip-limits';

const fullHd = (seconds: number, fps: number) => ({
  width: 1_920,
  height: 1_080,
  seconds,
  frames: seconds * fps,
  frameRate: { num: fps, den: 1 },
});

describe('a file with the overlay alone', () => {
  it.each([
    [30, 100],
    [60, 100],
    [120, 200],
    [240, 400],
  ])('has enough time for the frames of a video with %s frames per second', (fps, seconds) =>
    expect(hudClipSeconds(fullHd(100, fps))).toBe(seconds),
  );

  it('may last half an hour in Full HD, less in larger and faster videos, and says how long', () => {
    expect(hudClipExcess(fullHd(1_800, 60))).toBeUndefined();
    expect(hudClipExcess(fullHd(1_801, 60))).toMatchObject({ code: 'hud_clip_too_long' });
    expect(hudClipExcess(fullHd(1_801, 30))).toBeUndefined();
    expect(hudClipExcess({ ...fullHd(300, 240), width: 3_840, height: 2_160 })).toMatchObject({
      message: 'At 3840 × 2160 pixels and 240 frames per second it may last 112 s; the video lasts 300 s.',
      options: { extra: { limit_seconds: 112 } },
    });
  });

  it('is refused when the container claims more frames than anyone needs', () =>
    expect(hudClipExcess({ ...fullHd(10, 30), frames: 1e9 })).toMatchObject({ code: 'hud_clip_too_long' }));
});
