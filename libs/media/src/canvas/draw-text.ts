import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FontLibrary } from './font-library';
import { largest, type Rect } from './geometry';
import { splitGraphemes } from './line-breaks';
import type { Gradient, Shadow, Sides, TextBlock, TextStyle } from './text-block';
import { applyStyle, type PlacedLine, type PlacedRun, type TextLayout } from './text-layout';
import { cssColor } from './text-style';

/** The difference between one letter or word and plain text at this moment. */
export interface UnitLook
  extends Partial<Pick<TextStyle, 'color' | 'family' | 'weight' | 'underline' | 'lineThrough'>> {
  opacity: number;
  dx: number;
  dy: number;
  scale: number;
  highlight?: string;
  /** Default: those of the block. */
  stroke?: NonNullable<TextBlock['stroke']> | 'none';
  shadow?: Shadow | 'none';
}

/** Animation of the text's parts: returns the look of a part by its index. */
export interface UnitAnimation {
  unit: 'character' | 'word';
  look: (index: number, count: number) => UnitLook;
}

/** Draws the box, the plate and the text, with the box's upper left corner at the origin. */
export function drawTextBlock(
  context: SKRSContext2D,
  block: TextBlock,
  layout: TextLayout,
  fonts: FontLibrary,
  animation?: UnitAnimation,
): void {
  const { box, fill, plate, border } = block;
  if (fill) fillRounded(context, { x: 0, y: 0, ...box }, fill.radius, fill.color);
  if (plate && layout.lines.length > 0)
    fillRounded(context, around(layout.bounds, plate.padding), plate.radius, plate.color);
  if (border) {
    const inset = border.width / 2;
    context.strokeStyle = border.color;
    context.lineWidth = border.width;
    context.beginPath();
    context.roundRect(inset, inset, box.width - border.width, box.height - border.width, Math.max(0, border.radius));
    context.stroke();
  }
  const paint = block.gradient ? gradientPaint(context, block.gradient, layout.bounds) : undefined;
  if (animation) return drawUnits(context, block, layout, fonts, paint, animation);
  for (const line of layout.lines)
    for (const run of line.runs) drawPiece(context, block, fonts, { ...run, baseline: line.baseline, line, paint });
}

/** The part of the box that the text can touch; generous where letters move. */
export function inkOf(block: TextBlock, layout: TextLayout, animated: boolean): Rect {
  if (block.fill || block.border) return { x: 0, y: 0, ...block.box };
  const styles = block.paragraphs.flatMap(({ runs }) => runs.map(({ style }) => style));
  const size = largest(
    styles.map((style) => style.size),
    8,
  );
  const cast = largest([block.shadow, ...styles.map(({ shadow }) => shadow)].map(shadowReach), 0);
  const margin = animated ? size * 1.5 + (block.reach ?? 0) : size * 0.5;
  const plate = largest(Object.values(block.plate?.padding ?? {}), 0);
  return grow(layout.bounds, margin + (block.stroke?.width ?? 0) + cast + plate);
}

/** How far a shadow reaches beyond the shape that casts it. */
export const shadowReach = (shadow: Shadow | undefined): number =>
  shadow ? 2 * shadow.blur + Math.max(Math.abs(shadow.x), Math.abs(shadow.y)) : 0;

const grow = (rect: Rect, by: number): Rect => around(rect, { top: by, right: by, bottom: by, left: by });

const around = ({ x, y, width, height }: Rect, { top, right, bottom, left }: Sides): Rect => ({
  x: x - left,
  y: y - top,
  width: width + left + right,
  height: height + top + bottom,
});

export function fillRounded(context: SKRSContext2D, { x, y, width, height }: Rect, radius: number, paint: Paint): void {
  context.fillStyle = paint;
  context.beginPath();
  context.roundRect(x, y, width, height, Math.max(0, Math.min(radius, width / 2, height / 2)));
  context.fill();
}

type Paint = SKRSContext2D['fillStyle'];
interface Piece extends PlacedRun {
  baseline: number;
  line: PlacedLine;
  paint: Paint | undefined;
}

/** What surrounds the letters. */
interface Surroundings {
  stroke?: TextBlock['stroke'] | undefined;
  shadow?: Shadow | undefined;
}

function drawPiece(context: SKRSContext2D, around: Surroundings, fonts: FontLibrary, piece: Piece): void {
  const { stroke } = around;
  const shadow = piece.style.shadow ?? around.shadow;
  const { text, style, x, width, line, paint } = piece;
  const baseline = piece.baseline - (style.raised ?? 0);
  const area = { x, y: line.top, width, height: line.height };
  if (style.highlight) {
    const behind = typeof style.highlight === 'string' ? style.highlight : style.highlight(context, area);
    fillRounded(context, area, style.size * 0.12, behind);
  }
  applyStyle(context, style, fonts);
  context.direction = piece.rightToLeft ? 'rtl' : 'ltr';
  context.textAlign = 'left';
  context.save();
  if (shadow) {
    context.shadowColor = shadow.color;
    context.shadowBlur = shadow.blur;
    context.shadowOffsetX = shadow.x;
    context.shadowOffsetY = shadow.y;
  }
  if (stroke) {
    context.strokeStyle = stroke.color;
    // Half of the line is under the letters.
    context.lineWidth = stroke.width * 2;
    context.lineJoin = 'round';
    context.strokeText(text, x, baseline);
    context.shadowColor = 'transparent';
  }
  context.fillStyle = paint ?? style.paint?.(context, area) ?? style.color;
  context.fillText(text, x, baseline);
  context.shadowColor = 'transparent';
  const thickness = Math.max(1, style.size / 16);
  if (style.underline) context.fillRect(x, baseline + style.size * 0.12, width, thickness);
  if (style.overline) context.fillRect(x, baseline - style.size * 0.88, width, thickness);
  if (style.lineThrough) context.fillRect(x, baseline - style.size * 0.28, width, thickness);
  context.restore();
}

/** Scripts whose letters join: drawn apart they would change their shape. */
const JOINING = /[\u0600-\u08FF\u0900-\u0DFF\uFB50-\uFDFF\uFE70-\uFEFC]/;

function drawUnits(
  context: SKRSContext2D,
  block: TextBlock,
  layout: TextLayout,
  fonts: FontLibrary,
  paint: Paint | undefined,
  { unit, look }: UnitAnimation,
): void {
  const pieces = layout.lines.flatMap((line) =>
    splitUnits(context, line, unit, fonts).map((piece) => ({ ...piece, baseline: line.baseline, line, paint })),
  );
  const count = pieces.filter(({ text }) => text.trim()).length;
  let index = 0;
  for (const piece of pieces) {
    if (!piece.text.trim()) continue;
    const { opacity, dx, dy, scale, stroke, shadow, ...marks } = look(index++, count);
    if (opacity <= 0) continue;
    const around = { stroke: ownOr(block.stroke, stroke), shadow: ownOr(block.shadow, shadow) };
    const middle = { x: piece.x + piece.width / 2, y: piece.baseline - piece.style.size * 0.35 };
    context.save();
    context.globalAlpha *= opacity;
    context.translate(middle.x + dx, middle.y + dy);
    context.scale(scale, scale);
    context.translate(-middle.x, -middle.y);
    drawPiece(context, around, fonts, restyled(context, piece, marks, fonts));
    context.restore();
  }
}

const ownOr = <Value>(common: Value | undefined, own: Value | 'none' | undefined): Value | undefined =>
  own === 'none' ? undefined : (own ?? common);

/** A piece in its own style, in the middle of the place that it has in the common one. */
function restyled(context: SKRSContext2D, piece: Piece, marks: Partial<TextStyle>, fonts: FontLibrary): Piece {
  const marked = { ...piece, style: { ...piece.style, ...marks }, paint: marks.color ? undefined : piece.paint };
  if (marks.family === undefined && marks.weight === undefined) return marked;
  applyStyle(context, marked.style, fonts);
  const { width } = context.measureText(piece.text);
  return { ...marked, width, x: piece.x + (piece.width - width) / 2 };
}

/** The words or letters of a line at their positions in the whole run, so that spacing and kerning stay the same. */
function splitUnits(
  context: SKRSContext2D,
  line: PlacedLine,
  unit: 'character' | 'word',
  fonts: FontLibrary,
): PlacedRun[] {
  return line.runs.flatMap((run) => {
    applyStyle(context, run.style, fonts);
    const byWord = unit === 'word' || JOINING.test(run.text) || run.rightToLeft;
    const texts = byWord ? run.text.split(/(\s+)/) : splitGraphemes(run.text);
    let before = '';
    return texts.filter(Boolean).map((text) => {
      const start = context.measureText(before).width;
      before += text;
      const end = context.measureText(before).width;
      const x = run.rightToLeft ? run.x + run.width - end : run.x + start;
      return { ...run, text, x, width: end - start };
    });
  });
}

function gradientPaint(
  context: SKRSContext2D,
  { type, angle = 0, stops }: Gradient,
  { x, y, width, height }: Rect,
): Paint {
  const center = { x: x + width / 2, y: y + height / 2 };
  const radians = (angle * Math.PI) / 180;
  const reach = (Math.abs(width * Math.cos(radians)) + Math.abs(height * Math.sin(radians))) / 2;
  const along = { x: Math.cos(radians) * reach, y: Math.sin(radians) * reach };
  const gradient =
    type === 'radial'
      ? context.createRadialGradient(center.x, center.y, 0, center.x, center.y, Math.max(width, height) / 2)
      : context.createLinearGradient(center.x - along.x, center.y - along.y, center.x + along.x, center.y + along.y);
  for (const { offset, color } of stops) gradient.addColorStop(offset, cssColor(color));
  return gradient;
}
