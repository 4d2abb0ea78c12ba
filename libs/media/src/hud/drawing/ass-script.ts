import type { Size } from '../../canvas/geometry';
import type { Outline, Point } from './outline';

/** Seconds of the video. */
export interface Span {
  from: number;
  to: number;
}

/** How a shape is drawn during its span; everything is in pixels of the video. */
export interface ShapeStyle {
  /** Higher layers are on top. */
  layer: number;
  /** `#RRGGBB` */
  color: string;
  /** 0 to 1; 1 by default. */
  opacity?: number;
  /** Position of the shape's origin, and where it moves to. */
  at: Point;
  to?: Point;
  /** Degrees clockwise, around `at`. */
  turn?: { from: number; to: number };
  /** A dark edge that keeps it readable on bright video. */
  edge?: { width: number; blur: number; opacity: number };
  /** Clips the drawing to this rectangle. */
  clip?: { x: number; y: number; width: number; height: number };
}

/** Number of events written at a time. */
const CHUNK = 500;
/** Drawings are in eighths of a pixel: `\p4`. */
const FINENESS = 8;

/**
 * The moving layer of an overlay in the format of libass, which ffmpeg burns in while it encodes. It contains only
 * drawings and numbers, never a user's text, so there is nothing to escape.
 */
export class AssScript {
  private events: string[] = [];
  /** The part that is being written; everything outside it is cut off. */
  private part: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  /** Drawings that occur repeatedly are written once. */
  private readonly drawings = new WeakMap<Outline, string>();

  /** @param color maps a colour to the one to write so that it appears correctly */
  constructor(
    private readonly size: Size,
    private readonly color: (hex: string) => string = (hex) => hex,
  ) {}

  add(outline: Outline, span: Span, style: ShapeStyle): void {
    const { from, to } = { from: Math.max(span.from, this.part.from), to: Math.min(span.to, this.part.to) };
    const [start, end] = [Math.round(from * 100), Math.round(to * 100)];
    if (end <= start || outline.length === 0) return;
    const shown = from === span.from && to === span.to ? style : styleDuring(style, span, { from, to });
    const tags = [...placing(shown, (end - start) * 10), this.painting(shown)];
    this.events.push(
      `Dialogue: ${style.layer},${timestamp(start)},${timestamp(end)},D,,0,0,0,,{${tags.join('')}\\p4}${this.drawingOf(outline)}`,
    );
  }

  /** Continues with another part of the video. */
  limit(part: Span): void {
    this.part = part;
  }

  header(): string {
    const fields = 'Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';
    return [
      '[Script Info]',
      'ScriptType: v4.00+',
      `PlayResX: ${this.size.width}`,
      `PlayResY: ${this.size.height}`,
      'ScaledBorderAndShadow: yes',
      'WrapStyle: 2',
      '[V4+ Styles]',
      'Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Shadow, Alignment',
      'Style: D,sans-serif,20,&H00FFFFFF,&H00000000,1,0,0,7',
      '[Events]',
      `Format: ${fields}`,
      '',
    ].join('\n');
  }

  /** The text of everything that was added since the last call, in pieces. */
  *takeEvents(): Generator<string> {
    const { events } = this;
    this.events = [];
    for (let at = 0; at < events.length; at += CHUNK) yield `${events.slice(at, at + CHUNK).join('\n')}\n`;
  }

  private drawingOf(outline: Outline): string {
    const known = this.drawings.get(outline);
    if (known !== undefined) return known;
    const text = drawing(outline);
    this.drawings.set(outline, text);
    return text;
  }

  private painting({ color, opacity = 1, edge }: ShapeStyle): string {
    const fill = `\\1c&H${reversed(this.color(color))}&${opacity < 1 ? `\\1a${alpha(opacity)}` : ''}`;
    if (!edge) return fill;
    return `${fill}\\bord${edge.width.toFixed(1)}\\blur${edge.blur.toFixed(1)}\\3a${alpha(edge.opacity)}`;
  }
}

/** The style of a moving shape during a part of its span. */
function styleDuring(style: ShapeStyle, span: Span, { from, to }: Span): ShapeStyle {
  const { at, to: end, turn } = style;
  const mix = (a: number, b: number, moment: number) => a + ((b - a) * (moment - span.from)) / (span.to - span.from);
  const point = (moment: number): Point => ({
    x: mix(at.x, end?.x ?? at.x, moment),
    y: mix(at.y, end?.y ?? at.y, moment),
  });
  return {
    ...style,
    at: point(from),
    ...(end && { to: point(to) }),
    ...(turn && { turn: { from: mix(turn.from, turn.to, from), to: mix(turn.from, turn.to, to) } }),
  };
}

function placing({ at, to, turn, clip }: ShapeStyle, milliseconds: number): string[] {
  const point = ({ x, y }: Point) => `${x.toFixed(2)},${y.toFixed(2)}`;
  const moves = to && (to.x !== at.x || to.y !== at.y);
  return [
    moves ? `\\move(${point(at)},${point(to)})` : `\\pos(${point(at)})`,
    // libass turns in the opposite direction.
    ...(turn ? [`\\org(${point(at)})\\frz${(-turn.from).toFixed(2)}`] : []),
    ...(turn && turn.from !== turn.to ? [`\\t(0,${milliseconds},\\frz${(-turn.to).toFixed(2)})`] : []),
    ...(clip
      ? [`\\clip(${[clip.x, clip.y, clip.x + clip.width, clip.y + clip.height].map(Math.round).join(',')})`]
      : []),
  ];
}

const LETTERS = { move: 'm', line: 'l', curve: 'b' } as const;

function drawing(outline: Outline): string {
  let last = '';
  return outline
    .map(({ op, at }) => {
      const letter = LETTERS[op];
      const numbers = at.map((value) => Math.round(value * FINENESS)).join(' ');
      const text = letter === last && letter !== 'm' ? numbers : `${letter} ${numbers}`;
      last = letter;
      return text;
    })
    .join(' ');
}

const alpha = (opacity: number) =>
  `&H${Math.round((1 - opacity) * 255)
    .toString(16)
    .padStart(2, '0')
    .toUpperCase()}&`;

/** ASS writes blue first. */
const reversed = (hex: string) => `${hex.slice(5, 7)}${hex.slice(3, 5)}${hex.slice(1, 3)}`;

function timestamp(hundredths: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = hundredths / 100;
  return `${Math.floor(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}
