import type { SKRSContext2D } from '@napi-rs/canvas';
import { LRUCache } from 'lru-cache';
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

/** The tenths of a lap of one minute; the texts of a clock, which never recur, must not fill the memory. */
const KEPT_TEXTS = 600;

type MovingStyle = Omit<ShapeStyle, 'at'> & { at?: Point };

/** Draws the moving parts into the script, in the same units. */
export class MovingPen {
  /** Shapes in pixels, and texts by content and style: both recur. */
  private readonly scaled = new WeakMap<Outline, Outline>();
  private readonly texts = new LRUCache<string, Outline>({ max: KEPT_TEXTS });

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

  text(content: string, span: Span, at: Point, look: TextLook & { layer?: number }): void {
    const { color = INK, opacity = 1, layer = 2, size } = look;
    const edge = this.theme.isBare ? { width: edgeWidth(size), blur: 1.2, opacity: EDGE_OPACITY } : undefined;
    const key = JSON.stringify([content, size, look.align, look.weight, look.spacing]);
    const outline = this.texts.get(key) ?? placedText(this.theme, content, { x: 0, y: 0 }, look);
    this.texts.set(key, outline);
    this.draw(outline, span, {
      layer,
      color,
      opacity,
      at,
      ...(edge && { edge }),
    });
  }

  private place({ x, y }: Point): Point {
    const { frame } = this;
    return { x: frame.x + x * frame.scale, y: frame.y + y * frame.scale };
  }
}
