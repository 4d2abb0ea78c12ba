import { type Outline, polygon, rectangle } from '../drawing/outline';
import { type HudTheme, INK, type MovingPen, placedText, type StillPen } from '../drawing/pens';
import type { HudTimeline } from '../hud-timeline';
import { DASHES, type HudPanel, paintGlass } from './panel';

const SIZE = { width: 460, height: 92 };
const MIDDLE = SIZE.width / 2;
/** Units per degree. */
const PACE = 4.2;
const TILE = 30;
/** Degrees on either side of the middle. */
const VISIBLE = MIDDLE / PACE;
const TOLERANCE = 0.25;
const CLIP = { x: 14, y: 4, width: SIZE.width - 28, height: SIZE.height - 8 };

/** A compass that slides behind a pointer. */
export function headingTape(): HudPanel {
  return { size: SIZE, paint, animate };
}

function paint(pen: StillPen): void {
  paintGlass(pen, SIZE);
  const pointer = polygon([
    { x: MIDDLE - 9, y: 3 },
    { x: MIDDLE + 9, y: 3 },
    { x: MIDDLE, y: 16 },
  ]);
  pen.fill(pointer, pen.theme.accent);
}

function animate(pen: MovingPen, timeline: HudTimeline): void {
  let unwrapped: number | undefined;
  const motions = timeline.motions(({ sample }) => {
    if (sample?.course === undefined) {
      unwrapped = undefined;
      return undefined;
    }
    const turn = unwrapped === undefined ? 0 : ((((sample.course - unwrapped) % 360) + 540) % 360) - 180;
    unwrapped = unwrapped === undefined ? sample.course : unwrapped + turn;
    return [unwrapped];
  }, TOLERANCE);
  const tiles = new Map<number, Outline>();
  for (const { from, to, start, end } of motions) {
    const [a = 0, b = 0] = [start[0], end[0]];
    const [low, high] = [Math.min(a, b) - VISIBLE, Math.max(a, b) + VISIBLE];
    for (let at = Math.floor(low / TILE) * TILE; at <= high; at += TILE) {
      const degrees = ((at % 360) + 360) % 360;
      const tile = tiles.get(degrees) ?? tapeTile(pen.theme, degrees);
      tiles.set(degrees, tile);
      const x = (heading: number) => MIDDLE + (at - heading) * PACE;
      pen.draw(tile, { from, to }, { layer: 2, color: INK, at: { x: x(a), y: 0 }, to: { x: x(b), y: 0 }, clip: CLIP });
    }
  }
  for (const { value, ...span } of timeline.held(({ sample }) => sample?.course === undefined))
    if (value) pen.text(DASHES, span, { x: MIDDLE, y: 66 }, { size: 34, align: 'center', opacity: 0.66 });
}

const NAMES: Readonly<Record<number, string>> = { 0: 'N', 90: 'E', 180: 'S', 270: 'W' };

/** Ticks from 0 to 25° after the tile's own heading, and its label. */
function tapeTile(theme: HudTheme, degrees: number): Outline {
  const name = NAMES[degrees];
  const ticks = Array.from({ length: TILE / 5 }, (_, index) => {
    const height = index === 0 ? 20 : index % 2 === 0 ? 13 : 8;
    return rectangle(index * 5 * PACE - (index === 0 ? 1.4 : 0.9), 22, index === 0 ? 2.8 : 1.8, height);
  });
  const label = placedText(
    theme,
    name ?? String(degrees).padStart(3, '0'),
    { x: 0, y: name ? 77 : 75 },
    {
      size: name ? 34 : 24,
      align: 'center',
      weight: name ? 'bold' : 'medium',
    },
  );
  return [...ticks.flat(), ...label];
}
