import type { FontLibrary, Rect, Size, TextBlock } from '@app/media';
import { drawTextBlock, inkOf, layoutText, type UnitAnimation } from '@app/media';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { htmlBlock } from '../html/html-block';
import type { Cue } from '../scene/captions';
import type { Drawing } from '../scene/scene';
import { captionAnimation, captionBlock, richCaptionBlock } from '../text/caption-blocks';
import { animationSeconds, textAnimation } from '../text/text-animation';
import { richTextBlock, textBlock, titleBlock } from '../text/text-blocks';
import { drawShape } from './draw-shape';
import { overlap, shrinkTo } from './picture-bounds';

/** A picture that covers `rect` of a layer's box. */
export interface BoxPicture {
  canvas: Canvas;
  rect: Rect;
}

type TextDrawing = Exclude<Drawing, { type: 'svg' | 'shape' }>;

/** The state of a text at one moment. Two moments with the same key look the same. */
interface TextState {
  key: string;
  /** Built when it is painted, not for every frame. */
  block?: () => TextBlock;
  animation?: UnitAnimation | undefined;
}

const scratch = createCanvas(1, 1).getContext('2d');

/** How much of a drawing is painted. */
export interface PictureBounds {
  /** Of one picture. */
  mostPixels: number;
  /** The part of the box that the frame ever shows; asked for when the whole is too large. */
  visible: () => Rect | undefined;
}

/** Draws a drawing at `seconds` of its clip. The picture is cut to its ink and `scale` times as large as its box. */
export class DrawnPicture {
  private current?: { key: string; picture: BoxPicture | undefined };
  private shown?: { part: Rect | undefined };

  constructor(
    private readonly drawing: Exclude<Drawing, { type: 'svg' }>,
    private readonly size: Size,
    private readonly clipSeconds: number,
    private readonly fonts: FontLibrary,
    private readonly scale: number,
    private readonly bounds: PictureBounds,
  ) {}

  /** `undefined` when the drawing shows nothing. The object stays the same while the picture does. */
  at(seconds: number): BoxPicture | undefined {
    if (this.drawing.type === 'shape') return this.remember('', () => this.paintShape());
    const state = textState(this.drawing, this.size, seconds, this.clipSeconds);
    const { block, animation } = state;
    return this.remember(state.key, () => (block ? this.paintText(block(), animation) : undefined));
  }

  /** Everything the drawing can touch of its box between two moments; `undefined` when nothing shows. */
  extent(start: number, end: number): Rect | undefined {
    if (this.drawing.type === 'shape') return { x: 0, y: 0, ...this.size };
    const { drawing, size, clipSeconds } = this;
    const moments = [start, ...drawingBoundaries(drawing, clipSeconds).filter((time) => time > start && time < end)];
    const inks = moments.flatMap((time) => {
      const { block } = textState(drawing, size, time, clipSeconds);
      if (!block) return [];
      const built = block();
      return [inkOf(built, layoutText(scratch, built, this.fonts), true)];
    });
    if (inks.length === 0) return undefined;
    const x = Math.min(...inks.map((ink) => ink.x));
    const y = Math.min(...inks.map((ink) => ink.y));
    return {
      x,
      y,
      width: Math.max(...inks.map((ink) => ink.x + ink.width)) - x,
      height: Math.max(...inks.map((ink) => ink.y + ink.height)) - y,
    };
  }

  private remember(key: string, paint: () => BoxPicture | undefined): BoxPicture | undefined {
    if (this.current?.key !== key) this.current = { key, picture: paint() };
    return this.current.picture;
  }

  private paintShape(): BoxPicture | undefined {
    const { drawing, size } = this;
    return drawing.type === 'shape'
      ? this.paint({ x: 0, y: 0, ...size }, (context) => drawShape(context, drawing.asset, size))
      : undefined;
  }

  private paintText(block: TextBlock, animation: UnitAnimation | undefined): BoxPicture | undefined {
    const layout = layoutText(scratch, block, this.fonts);
    return this.paint(inkOf(block, layout, animation !== undefined), (context) =>
      drawTextBlock(context, block, layout, this.fonts, animation),
    );
  }

  private paint(whole: Rect, draw: (context: SKRSContext2D) => void): BoxPicture | undefined {
    const ink = this.within(whole);
    if (!ink) return undefined;
    const scale =
      this.scale *
      shrinkTo({ width: ink.width * this.scale, height: ink.height * this.scale }, this.bounds.mostPixels, 8192);
    // Whole pixels of the picture, so that letters do not blur where it is drawn at its own size.
    const x = Math.floor(ink.x * scale) / scale;
    const y = Math.floor(ink.y * scale) / scale;
    const width = Math.max(1, Math.ceil((ink.x + ink.width - x) * scale));
    const height = Math.max(1, Math.ceil((ink.y + ink.height - y) * scale));
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.scale(scale, scale);
    context.translate(-x, -y);
    draw(context);
    return { canvas, rect: { x, y, width: width / scale, height: height / scale } };
  }

  /** All of it where that is small, else what the frame shows of it. */
  private within(ink: Rect): Rect | undefined {
    if (ink.width * ink.height * this.scale ** 2 <= this.bounds.mostPixels) return ink;
    this.shown ??= { part: this.bounds.visible() };
    return this.shown.part && overlap(ink, this.shown.part, 2);
  }
}

/** Seconds of the clip at which a drawing starts or stops changing; between two of them it is still or moving throughout. */
export function drawingBoundaries(drawing: Drawing, clipSeconds: number): number[] {
  if (drawing.type === 'caption' || drawing.type === 'rich-caption')
    return drawing.cues.flatMap(({ start, end }) => [start, end]);
  if ((drawing.type === 'text' || drawing.type === 'rich-text') && drawing.asset.animation)
    return [animationSeconds(drawing.asset.animation, clipSeconds)];
  return [];
}

/** Whether a drawing looks the same from `start` to `end` seconds of its clip. */
export function isStillDrawing(drawing: Drawing, size: Size, start: number, end: number, clipSeconds: number): boolean {
  if (drawing.type === 'svg' || drawing.type === 'shape') return true;
  if (drawingBoundaries(drawing, clipSeconds).some((time) => time > start && time <= end)) return false;
  const [first, middle, last] = [start, (start + end) / 2, end].map(
    (time) => textState(drawing, size, time, clipSeconds).key,
  );
  return first === middle && middle === last;
}

function textState(drawing: TextDrawing, size: Size, seconds: number, clipSeconds: number): TextState {
  switch (drawing.type) {
    case 'title':
      return { key: '', block: () => titleBlock(drawing.asset, size) };
    case 'html':
      return { key: '', block: () => htmlBlock(drawing.asset, size) };
    case 'text':
    case 'rich-text': {
      const block = () =>
        drawing.type === 'text' ? textBlock(drawing.asset, size) : richTextBlock(drawing.asset, size);
      const { animation, font } = drawing.asset;
      const moving = animation && textAnimation(animation, font?.size ?? 24, seconds, clipSeconds);
      return { key: moving ? seconds.toFixed(4) : 'still', block, animation: moving };
    }
    case 'caption':
    case 'rich-caption': {
      const index = currentCue(drawing.cues, seconds);
      const cue = drawing.cues[index];
      if (!cue) return { key: 'none' };
      if (drawing.type === 'caption')
        return { key: String(index), block: () => captionBlock(drawing.asset, cue, size) };
      const moving = captionAnimation(drawing.asset, cue, seconds);
      return {
        key: `${index}:${moving?.key ?? ''}`,
        block: () => richCaptionBlock(drawing.asset, cue, size),
        animation: moving?.animation,
      };
    }
  }
}

/** The latest cue that is showing; -1 for none. */
function currentCue(cues: readonly Cue[], seconds: number): number {
  return cues.findLastIndex(({ start, end }) => seconds >= start - 1e-6 && seconds < end - 1e-6);
}
