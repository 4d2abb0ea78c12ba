import type { SKRSContext2D } from '@napi-rs/canvas';
import type { AssScript, ShapeStyle, Span } from './ass-script';
import { moved, type Outline, type Point } from './outline';
import type { OutlineFont } from './outline-font';

/** Colours and fonts of an overlay. */
export interface HudTheme {
  accent: string;
  /** Numbers. */
  bold: OutlineFont;
  /** Labels and units. */
  medium: OutlineFont;
  /** No panels: text then needs a dark edge of its own. */
  isBare: boolean;
}

/** Position of a panel: its upper left corner in pixels of the video, and pixels per unit of its drawing. */
export interface PanelFrame {
  x: number;
  y: number;
  scale: number;
}

export interface TextLook {
  size: number;
  align?: 'left' | 'center' | 'right';
  color?: string;
  opacity?: number;
  weight?: 'bold' | 'medium';
  spacing?: number;
}

export const INK = '#FFFFFF';
export const MUTED = 0.66;

/** Text at a point: x by the alignment, y is the baseline. */
export function placedText(theme: HudTheme, content: string, at: Point, look: TextLook): Outline {
  const { outline, width } = theme[look.weight ?? 'bold'].text(content, look.size, look.spacing);
  const shift = { left: 0, center: width / 2, right: width }[look.align ?? 'left'];
  return moved(outline, { x: at.x - shift, y: at.y });
}

/** Draws the unchanging parts on a canvas, in units of the panel. */
export class StillPen {
  constructor(
    readonly context: SKRSContext2D,
    readonly theme: HudTheme,
  ) {}

  fill(outline: Outline, style: SKRSContext2D['fillStyle'], opacity = 1): void {
    const { context } = this;
    this.trace(outline);
    context.globalAlpha = opacity;
    context.fillStyle = style;
    context.fill();
    context.globalAlpha = 1;
  }

  text(content: string, at: Point, look: TextLook): void {
    const outline = placedText(this.theme, content, at, look);
    if (this.theme.isBare) this.shade(outline, look.size);
    this.fill(outline, look.color ?? INK, look.opacity);
  }

  /** The same edge as that of moving text. */
  private shade(outline: Outline, size: number): void {
    const { context } = this;
    context.save();
    this.trace(outline);
    context.strokeStyle = `rgba(0, 0, 0, ${EDGE_OPACITY})`;
    context.lineWidth = 2 * edgeWidth(size);
    context.lineJoin = 'round';
    context.shadowColor = 'rgba(0, 0, 0, 0.6)';
    context.shadowBlur = 6;
    context.stroke();
    context.restore();
  }

  private trace(outline: Outline): void {
    const { context } = this;
    context.beginPath();
    for (const { op, at } of outline) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = at;
      if (op === 'move') context.moveTo(a, b);
      else if (op === 'line') context.lineTo(a, b);
      else context.bezierCurveTo(a, b, c, d, e, f);
    }
  }
}

const EDGE_OPACITY = 0.55;
const edgeWidth = (size: number) => Math.max(1.8, size / 22);

type MovingStyle = Omit<ShapeStyle, 'at'> & { at?: Point };

/** Draws the moving parts into the script, in the same units. */
export class MovingPen {
  /** Shapes in pixels, which recur. */
  private readonly scaled = new WeakMap<Outline, Outline>();
  private readonly glyphs = new Map<string, Outline>();
  /** Letters by position and style, with the time that is not written yet. */
  private readonly standing = new Map<string, { span: Span; write: (span: Span) => void }>();

  constructor(
    private readonly script: AssScript,
    private readonly frame: PanelFrame,
    readonly theme: HudTheme,
  ) {}

  /** Pixels of the video per unit. */
  get scale(): number {
    return this.frame.scale;
  }

  draw(outline: Outline, span: Span, style: MovingStyle): void {
    const { scale } = this.frame;
    const { at, to, clip } = style;
    const shape = this.scaled.get(outline) ?? moved(outline, { x: 0, y: 0 }, scale);
    this.scaled.set(outline, shape);
    this.script.add(shape, span, {
      ...style,
      at: this.place(at ?? { x: 0, y: 0 }),
      ...(to && { to: this.place(to) }),
      ...(style.edge && {
        edge: { ...style.edge, width: style.edge.width * scale, blur: style.edge.blur * scale },
      }),
      ...(clip && {
        clip: { ...this.place(clip), width: clip.width * scale, height: clip.height * scale },
      }),
    });
  }

  /**
   * Writes a text letter by letter. A letter that stays in its position is not written again, so a clock costs one
   * letter per second. Calls for one text must come in chronological order; `finish` writes the rest.
   */
  text(content: string, span: Span, at: Point, look: TextLook): void {
    const { size, weight = 'bold', color = INK, opacity = 1 } = look;
    const { letters, width } = this.theme[weight].row(content, size, look.spacing);
    const shift = { left: 0, center: width / 2, right: width }[look.align ?? 'left'];
    for (const { letter, x } of letters) {
      const place = { x: at.x - shift + x, y: at.y };
      const key = [letter, place.x.toFixed(2), place.y.toFixed(2), size, weight, color, opacity].join(' ');
      const before = this.standing.get(key);
      if (before && Math.abs(before.span.to - span.from) < 0.005) {
        before.span.to = span.to;
        continue;
      }
      before?.write(before.span);
      const write = (whole: Span) =>
        this.letter(this.glyph(letter, size, weight), whole, place, { size, color, opacity });
      this.standing.set(key, { span: { ...span }, write });
    }
  }

  /** Writes the letters that stay until the end. */
  finish(): void {
    for (const { span, write } of this.standing.values()) write(span);
    this.standing.clear();
  }

  private letter(
    outline: Outline,
    span: Span,
    at: Point,
    { size, color, opacity }: { size: number; color: string; opacity: number },
  ): void {
    // Below all letters, so that the edge of one does not darken its neighbour.
    const edge = { width: edgeWidth(size), blur: 1.2, opacity: EDGE_OPACITY };
    if (this.theme.isBare) this.draw(outline, span, { layer: 1, color, opacity: 0, at, edge });
    this.draw(outline, span, { layer: 2, color, opacity, at });
  }

  private glyph(letter: string, size: number, weight: 'bold' | 'medium'): Outline {
    const key = `${letter} ${size} ${weight}`;
    const known = this.glyphs.get(key) ?? moved(this.theme[weight].outline(letter), { x: 0, y: 0 }, size);
    this.glyphs.set(key, known);
    return known;
  }

  private place({ x, y }: Point): Point {
    const { frame } = this;
    return { x: frame.x + x * frame.scale, y: frame.y + y * frame.scale };
  }
}
