import type { FontLibrary, Rect, Size, TextBlock } from '@app/media';
import { drawTextBlock, inkOf, layoutText, type UnitAnimation } from '@app/media';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { ShapeAsset } from '../../edit/edit';
import { htmlPainting } from '../html/html-painting';
import { type Cue, firstEndingAfter } from '../scene/cues';
import { shapeInk } from '../scene/drawing-size';
import type { ColorFilter } from '../scene/filters';
import type { Drawing } from '../scene/scene';
import { captionAnimation, captionBlock, richCaptionBlock } from '../text/caption-blocks';
import { animationSeconds, textAnimation } from '../text/text-animation';
import { richTextBlock, textBlock, titleBlock } from '../text/text-blocks';
import { drawShape } from './draw-shape';
import { filterCanvas, filteredInk } from './filter-picture';
import type { Painting } from './painting';
import { overlap, shrinkTo } from './picture-bounds';

/** A picture that covers `rect` of a layer's box. */
export interface BoxPicture {
  canvas: Canvas;
  rect: Rect;
}

type PaintedDrawing = Exclude<Drawing, { type: 'svg' }>;

/** Moments that differ by fewer seconds count as the same. */
const SAME_MOMENT = 1e-6;

/** The state of a drawing at one moment. Two moments with the same key look the same. */
interface DrawingState {
  key: string;
  /** Built when it is painted, not for every frame. */
  painting?: () => Painting;
  animation?: UnitAnimation | undefined;
}

interface PictureOptions {
  /** Pixels of the picture per pixel of the box. */
  scale: number;
  /** Its blur in pixels of the box. */
  filter: ColorFilter | undefined;
  /** Maximum pixels of one picture. */
  mostPixels: number;
  /** The part of the box that the frame ever shows; requested when the whole box is too large. */
  visible: () => Rect | undefined;
}

let scratch: SKRSContext2D | undefined;

/** Measures text; nothing is drawn on it. */
const measuring = (): SKRSContext2D => (scratch ??= createCanvas(1, 1).getContext('2d'));

/**
 * Draws a drawing at `seconds` of its clip. The picture is cropped to its ink and `scale` times as large as its box.
 */
export class DrawnPicture {
  private current?: { key: string; picture: BoxPicture | undefined };
  private shown?: { part: Rect | undefined };

  constructor(
    private readonly drawing: PaintedDrawing,
    private readonly size: Size,
    private readonly clipSeconds: number,
    private readonly fonts: FontLibrary,
    private readonly options: PictureOptions,
  ) {}

  /** `undefined` when the drawing shows nothing. The object stays the same as long as the picture does. */
  at(seconds: number): BoxPicture | undefined {
    const { key, painting, animation } = this.state(seconds);
    if (this.current?.key !== key) this.current = { key, picture: painting && this.paint(painting(), animation) };
    return this.current.picture;
  }

  /** The part of the box that the drawing can touch between two moments; `undefined` when nothing shows. */
  extent(start: number, end: number): Rect | undefined {
    const boundaries = drawingBoundaries(this.drawing, this.clipSeconds);
    const moments = [start, ...boundaries.filter((time) => time > start && time < end)];
    const inks = moments.flatMap((time) => this.state(time).painting?.().ink(true) ?? []);
    if (inks.length === 0) return undefined;
    const x = Math.min(...inks.map((ink) => ink.x));
    const y = Math.min(...inks.map((ink) => ink.y));
    const right = Math.max(...inks.map((ink) => ink.x + ink.width));
    const bottom = Math.max(...inks.map((ink) => ink.y + ink.height));
    return filteredInk({ x, y, width: right - x, height: bottom - y }, this.options.filter);
  }

  private state(seconds: number): DrawingState {
    return drawingState(this.drawing, this.size, seconds, this.clipSeconds, this.fonts);
  }

  private paint(painting: Painting, animation: UnitAnimation | undefined): BoxPicture | undefined {
    const { filter, mostPixels } = this.options;
    const ink = this.within(filteredInk(painting.ink(animation !== undefined), filter));
    if (!ink) return undefined;
    const wanted = { width: ink.width * this.options.scale, height: ink.height * this.options.scale };
    const scale = this.options.scale * shrinkTo(wanted, mostPixels, 8192);
    // Whole pixels of the picture, so that letters drawn at their own size do not blur.
    const x = Math.floor(ink.x * scale) / scale;
    const y = Math.floor(ink.y * scale) / scale;
    const width = Math.max(1, Math.ceil((ink.x + ink.width - x) * scale));
    const height = Math.max(1, Math.ceil((ink.y + ink.height - y) * scale));
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.scale(scale, scale);
    context.translate(-x, -y);
    painting.draw(context, animation);
    if (filter) filterCanvas(context, { ...filter, blur: filter.blur * scale });
    return { canvas, rect: { x, y, width: width / scale, height: height / scale } };
  }

  /** The whole drawing if it is small, otherwise the part that the frame shows. */
  private within(ink: Rect): Rect | undefined {
    const { scale, filter, mostPixels, visible } = this.options;
    if (ink.width * ink.height * scale ** 2 <= mostPixels) return ink;
    this.shown ??= { part: visible() };
    const { part } = this.shown;
    return part && overlap(ink, filteredInk(part, filter), 2);
  }
}

/**
 * Seconds of the clip at which a drawing starts or stops changing; between two of them it is either still or moving
 * throughout.
 */
export function drawingBoundaries(drawing: Drawing, clipSeconds: number): number[] {
  if (drawing.type === 'caption' || drawing.type === 'rich-caption')
    return drawing.cues.flatMap(({ start, end }) => [start, end]);
  if ((drawing.type === 'text' || drawing.type === 'rich-text') && drawing.asset.animation)
    return [animationSeconds(drawing.asset.animation, clipSeconds)];
  return [];
}

/** The first of them after a moment. */
function boundaryAfter(drawing: Drawing, seconds: number, clipSeconds: number): number {
  if (drawing.type !== 'caption' && drawing.type !== 'rich-caption')
    return Math.min(...drawingBoundaries(drawing, clipSeconds).filter((time) => time > seconds));
  // A cue that starts or ends at this moment, but for the error of its computation, has done so.
  const moment = seconds + SAME_MOMENT;
  const cue = drawing.cues[firstEndingAfter(drawing.cues, moment)];
  if (!cue) return Number.POSITIVE_INFINITY;
  return cue.start > moment ? cue.start : cue.end;
}

/** Whether a drawing looks the same from `start` to `end` seconds of its clip. */
export function isStillDrawing(drawing: Drawing, start: number, end: number, clipSeconds: number): boolean {
  if (drawing.type === 'svg' || drawing.type === 'shape') return true;
  if (boundaryAfter(drawing, start, clipSeconds) <= end) return false;
  const [first, middle, last] = [start, (start + end) / 2, end].map((time) => motionOf(drawing, time, clipSeconds).key);
  return first === middle && middle === last;
}

/** The moving part of a drawing at one moment. */
interface Motion {
  key: string;
  animation?: UnitAnimation | undefined;
  cue?: Cue;
}

function motionOf(drawing: PaintedDrawing, seconds: number, clipSeconds: number): Motion {
  switch (drawing.type) {
    case 'text':
    case 'rich-text': {
      const { animation, font } = drawing.asset;
      const moving = animation && textAnimation(animation, font?.size ?? 24, seconds, clipSeconds);
      return { key: moving ? seconds.toFixed(4) : 'still', animation: moving };
    }
    case 'caption':
    case 'rich-caption': {
      const index = currentCue(drawing.cues, seconds);
      const cue = drawing.cues[index];
      if (!cue) return { key: 'none' };
      if (drawing.type === 'caption') return { key: String(index), cue };
      const moving = captionAnimation(drawing.asset, cue, seconds);
      return { key: `${index}:${moving?.key ?? ''}`, cue, animation: moving?.animation };
    }
    default:
      return { key: '' };
  }
}

function drawingState(
  drawing: PaintedDrawing,
  size: Size,
  seconds: number,
  clipSeconds: number,
  fonts: FontLibrary,
): DrawingState {
  const { key, animation, cue } = motionOf(drawing, seconds, clipSeconds);
  const text = (build: () => TextBlock) => ({ key, animation, painting: () => textPainting(build(), fonts) });
  switch (drawing.type) {
    case 'shape':
      return { key, painting: () => shapePainting(drawing.asset, size) };
    case 'html':
      return { key, painting: () => htmlPainting(drawing.asset, size, measuring(), fonts) };
    case 'title':
      return text(() => titleBlock(drawing.asset, size));
    case 'text':
      return text(() => textBlock(drawing.asset, size));
    case 'rich-text':
      return text(() => richTextBlock(drawing.asset, size));
    case 'caption':
      return cue ? text(() => captionBlock(drawing.asset, cue, size)) : { key };
    case 'rich-caption':
      return cue ? text(() => richCaptionBlock(drawing.asset, cue, size)) : { key };
  }
}

function textPainting(block: TextBlock, fonts: FontLibrary): Painting {
  const layout = layoutText(measuring(), block, fonts);
  return {
    ink: (isAnimated) => inkOf(block, layout, isAnimated),
    draw: (context, animation) => drawTextBlock(context, block, layout, fonts, animation),
  };
}

const shapePainting = (asset: ShapeAsset, size: Size): Painting => ({
  ink: () => shapeInk(asset, size),
  draw: (context: SKRSContext2D) => drawShape(context, asset, size),
});

/** The visible cue; -1 for none. */
function currentCue(cues: readonly Cue[], seconds: number): number {
  const moment = seconds + SAME_MOMENT;
  const index = firstEndingAfter(cues, moment);
  const cue = cues[index];
  return cue && cue.start <= moment ? index : -1;
}
