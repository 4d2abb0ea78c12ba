import { type HudGroup, placeGroups, safeZone } from './hud-layout';
import { HUD_POSITIONS } from './hud-settings';

const SIZES = [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
  [1080, 1920],
  [1080, 1080],
  [720, 1280],
  [640, 360],
  [64, 64],
] as const;

const bar = (width: number): HudGroup => ({
  slot: 'primary',
  sizes: width < 1_000 ? [{ width: 620, height: 192 }] : [{ width: 1_000, height: 96 }],
});
const dials: HudGroup = {
  slot: 'primary',
  sizes: [
    { width: 340, height: 340 },
    { width: 250, height: 220 },
    { width: 220, height: 220 },
  ],
};
const map: HudGroup = { slot: 'map', sizes: [{ width: 280, height: 280 }] };
const tape: HudGroup = { slot: 'tape', sizes: [{ width: 460, height: 92 }] };
const laps: HudGroup = { slot: 'secondary', sizes: [{ width: 300, height: 190 }] };

const rectsOf = ({ scale, groups }: ReturnType<typeof placeGroups>) =>
  groups.flatMap(({ group, corners }) =>
    corners.map(({ x, y }, index) => ({
      x,
      y,
      width: (group.sizes[index]?.width ?? 0) * scale,
      height: (group.sizes[index]?.height ?? 0) * scale,
    })),
  );

describe('placeGroups', () => {
  it.each(SIZES)('keeps everything within the safe zone and apart in %d × %d', (width, height) => {
    const zone = safeZone({ width, height });
    for (const position of HUD_POSITIONS)
      for (const font_size of [12, 24, 72])
        for (const first of [bar, () => dials]) {
          const placement = placeGroups({ width, height }, { position, font_size }, (room) => [
            first(room),
            map,
            tape,
            laps,
          ]);
          const rects = rectsOf(placement);
          for (const [index, rect] of rects.entries()) {
            // Corners are whole pixels.
            expect(rect.x).toBeGreaterThanOrEqual(zone.x - 1);
            expect(rect.y).toBeGreaterThanOrEqual(zone.y - 1);
            expect(rect.x + rect.width).toBeLessThanOrEqual(zone.x + zone.width + 1);
            expect(rect.y + rect.height).toBeLessThanOrEqual(zone.y + zone.height + 1);
            for (const other of rects.slice(index + 1)) {
              const across = Math.min(rect.x + rect.width, other.x + other.width) - Math.max(rect.x, other.x);
              const down = Math.min(rect.y + rect.height, other.y + other.height) - Math.max(rect.y, other.y);
              expect(Math.min(across, down)).toBeLessThan(1);
            }
          }
        }
  });

  it('draws at the requested size where there is room, and in 4K as in Full HD', () => {
    const settings = { position: 'bottom-left', font_size: 24 } as const;
    const scales = [
      [1920, 1080],
      [3840, 2160],
      [1080, 1920],
    ].map(([width = 0, height = 0]) => placeGroups({ width, height }, settings, () => [map]).scale);
    expect(scales).toEqual([1, 2, 1]);
    expect(placeGroups({ width: 1920, height: 1080 }, { ...settings, font_size: 12 }, () => [map]).scale).toBe(0.5);
  });

  it('puts the leading group where the settings say, with its first panel at the outer edge', () => {
    const cornersAt = (position: (typeof HUD_POSITIONS)[number]) =>
      placeGroups({ width: 1920, height: 1080 }, { position, font_size: 24 }, () => [dials]).groups[0]?.corners;
    expect(cornersAt('top-left')).toEqual([
      { x: 54, y: 54 },
      { x: 412, y: 54 },
      { x: 680, y: 54 },
    ]);
    expect(cornersAt('bottom-right')?.[0]).toEqual({ x: 1920 - 54 - 340, y: 1080 - 54 - 340 });
  });

  it('keeps the buttons and texts of apps clear on vertical video', () => {
    expect(safeZone({ width: 1080, height: 1920 })).toEqual({ x: 60, y: 210, width: 900, height: 1330 });
  });
});
