import { arcBand, type Outline, onCircle, polygon, ring } from '../drawing/outline';
import { INK, type MovingPen, MUTED, type StillPen } from '../drawing/pens';
import type { HudTimeline } from '../hud-timeline';
import { type HudUnits, scaleEnd, speedText } from '../hud-units';
import { DASHES, type HudPanel, paintRoundGlass } from './panel';

const SIZE = 340;
const CENTER = { x: SIZE / 2, y: SIZE / 2 };
/** Degrees clockwise from the top. */
const [START, SWEEP] = [-135, 270];
const ARC = [148, 160] as const;
/** Pieces of the lit arc, and how many of them change together: changing large shapes is what costs time. */
const [PIECES, BLOCK] = [54, 6];
const PIECE = SWEEP / PIECES;
const GAP = 1.1;
/** Radius of the scale's numbers. */
const LABELS = 101;
/** Degrees by which the needle may deviate from its value. */
const TOLERANCE = 0.25;

/** A dial with the speed, its number in the middle, and an arc that lights up. */
export function gauge({ speed }: HudUnits, timeline: HudTimeline): HudPanel {
  const { end, major } = scaleEnd(timeline.largest('speed') / speed.size);
  const angleOf = (value: number) => START + SWEEP * Math.min(1, Math.max(0, value / end));
  return {
    size: { width: SIZE, height: SIZE },
    paint: (pen) => paintDial(pen, { end, major, unit: speed.name, angleOf }),
    animate: (pen, part) => {
      animateArc(pen, part, (value) => value / speed.size / end);
      animateNeedle(pen, part, (value) => angleOf(value / speed.size));
      animateNumber(pen, part, speed.size, end >= 100 ? 74 : 90);
    },
  };
}

interface Dial {
  end: number;
  major: number;
  unit: string;
  angleOf: (value: number) => number;
}

function paintDial(pen: StillPen, { end, major, unit, angleOf }: Dial): void {
  paintRoundGlass(pen, CENTER, SIZE / 2 - 2);
  for (let piece = 0; piece < PIECES; piece++) pen.fill(arcPieces(piece, piece + 1), INK, 0.13);
  const minor = major / (major % 4 === 0 && major > 20 ? 4 : major % 5 === 0 ? 5 : 4);
  for (let value = 0; value <= end + 1e-6; value += minor) {
    const isMajor = Math.abs(value / major - Math.round(value / major)) < 1e-6;
    const angle = angleOf(value);
    pen.fill(tick(angle, isMajor ? 128 : 135, 142, isMajor ? 3.4 : 1.6), INK, isMajor ? 0.95 : 0.45);
    if (!isMajor) continue;
    const size = end >= 1_000 ? 17 : 20;
    const at = onCircle(CENTER, LABELS, angle);
    pen.text(
      String(Math.round(value)),
      { x: at.x, y: at.y + size * 0.36 },
      { size, align: 'center', weight: 'medium', opacity: 0.92 },
    );
  }
  pen.text(
    unit,
    { x: CENTER.x, y: CENTER.y + 60 },
    { size: 20, align: 'center', weight: 'medium', spacing: 2, opacity: 0.75 },
  );
}

function tick(angle: number, inner: number, outer: number, width: number): Outline {
  const half = (width / 2 / outer) * (180 / Math.PI);
  const halfInner = (width / 2 / inner) * (180 / Math.PI);
  return polygon([
    onCircle(CENTER, outer, angle - half),
    onCircle(CENTER, outer, angle + half),
    onCircle(CENTER, inner, angle + halfInner),
    onCircle(CENTER, inner, angle - halfInner),
  ]);
}

function arcPieces(from: number, to: number): Outline {
  const pieces = Array.from({ length: to - from }, (_, index) => START + (from + index) * PIECE);
  return pieces.flatMap((angle) => arcBand(CENTER, ARC, [angle + GAP / 2, angle + PIECE - GAP / 2]));
}

/** The arc up to the value, in blocks: a full block stays unchanged while the needle moves on. */
function animateArc(pen: MovingPen, timeline: HudTimeline, shareOf: (speed: number) => number): void {
  for (let first = 0; first < PIECES; first += BLOCK) {
    const lit = timeline.held(({ sample }) => {
      const pieces = sample?.speed === undefined ? 0 : Math.round(Math.min(1, shareOf(sample.speed)) * PIECES);
      return Math.min(BLOCK, Math.max(0, pieces - first));
    });
    for (const { value, ...span } of lit)
      if (value > 0) pen.draw(arcPieces(first, first + value), span, { layer: 1, color: pen.theme.accent });
  }
}

function animateNeedle(pen: MovingPen, timeline: HudTimeline, angleOf: (speed: number) => number): void {
  const motions = timeline.motions(
    ({ sample }) => (sample?.speed === undefined ? undefined : [angleOf(sample.speed)]),
    TOLERANCE,
  );
  const body = polygon([
    { x: -7, y: -116 },
    { x: -1.6, y: -145 },
    { x: 1.6, y: -145 },
    { x: 7, y: -116 },
  ]);
  for (const { from, to, start, end } of motions)
    pen.draw(
      body,
      { from, to },
      {
        layer: 3,
        color: pen.theme.accent,
        at: CENTER,
        turn: { from: start[0] ?? 0, to: end[0] ?? 0 },
        edge: { width: 1.2, blur: 0.6, opacity: 0.7 },
      },
    );
}

function animateNumber(pen: MovingPen, timeline: HudTimeline, unit: number, size: number): void {
  const y = CENTER.y + pen.theme.bold.capHeight * size * 0.5 - 2;
  const texts = timeline.held(({ sample }) =>
    sample?.speed === undefined ? undefined : speedText(sample.speed, unit, timeline.speedLimit),
  );
  for (const { value, ...span } of texts) {
    pen.text(
      value ?? DASHES,
      span,
      { x: CENTER.x, y },
      { size, align: 'center', ...(value === undefined && { opacity: MUTED }) },
    );
    if (value === undefined)
      pen.draw(hollowDot, span, { layer: 3, color: INK, opacity: MUTED, at: onCircle(CENTER, LABELS, 180) });
  }
}

const hollowDot = ring({ x: 0, y: 0 }, 6, 3.6);
