import { type FontLibrary, type Rect, releasePixels } from '@app/media';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { coversFrame } from '../graph/direct-graph';
import { isUpright, largestScale, type Pose, poseAt, rectOf } from '../scene/pose';
import type { Layer, Scene, Span } from '../scene/scene';
import type { Wipe } from '../scene/transitions';
import { type BoxPicture, DrawnPicture } from './drawn-picture';
import { mostPixels, visiblePart } from './picture-bounds';
import { type Place, SMALLEST_SCALE } from './picture-placer';
import { loadMarkup, loadStill } from './still-picture';

/** Supplies the picture of a video layer for the frame being painted; `undefined` when it has none. */
export type VideoPictures = (layer: Layer) => Canvas | undefined;

/** Layers are prepared larger than their resting size, up to this factor, so that zooming keeps them sharp. */
const LARGEST_PREPARED = 2;
const OPPOSITE = { left: 'right', right: 'left' } as const;

/**
 * Paints layers into a context according to their pose. Loads pictures when a layer is opened and drops them when it is
 * closed.
 */
export class FramePainter {
  private readonly pictures = new Map<Layer, Canvas | BoxPicture | DrawnPicture>();
  private readonly local = createCanvas(1, 1);
  private readonly overall: Canvas;
  private readonly matte: Canvas;

  constructor(
    private readonly scene: Scene,
    private readonly fonts: FontLibrary,
    private readonly videos: VideoPictures = () => undefined,
  ) {
    this.overall = createCanvas(1, 1);
    this.matte = createCanvas(1, 1);
  }

  /** Loads the content of the layer. Videos come from elsewhere, frame by frame. */
  async open(layer: Layer): Promise<void> {
    for (const matte of layer.mattes) await this.open(matte);
    if (this.pictures.has(layer) || layer.content.kind === 'video') return;
    this.pictures.set(layer, await this.load(layer));
  }

  close(layer: Layer): void {
    for (const matte of layer.mattes) this.close(matte);
    this.pictures.delete(layer);
  }

  /** Paints the layer as it is at this frame of the timeline. The context's origin is the frame's corner. */
  paint(context: SKRSContext2D, layer: Layer, frame: number): void {
    const pose = poseAt(layer, frame, this.scene);
    const picture =
      pose.opacity > 0 && pose.width >= 0.5 && pose.height >= 0.5 ? this.boxPicture(layer, frame) : undefined;
    if (!picture) return;
    const mattes = layer.mattes.filter(({ from, to }) => frame >= from && frame < to);
    if (mattes.length === 0) return drawPosed(context, layer, pose, this.wiped(picture, layer, pose));
    const masked = reset(this.overall, this.scene.width, this.scene.height);
    drawPosed(masked, layer, { ...pose, opacity: 1 }, this.wiped(picture, layer, pose));
    masked.globalCompositeOperation = 'destination-in';
    for (const matte of mattes) masked.drawImage(this.paintMatte(matte, frame), 0, 0);
    masked.globalCompositeOperation = 'source-over';
    context.globalAlpha = pose.opacity;
    context.drawImage(this.overall, 0, 0);
    context.globalAlpha = 1;
  }

  /** Whether the layer fills the whole frame with opaque pixels, so that nothing below it shows. */
  hidesAllBelow(layer: Layer, frame: number): boolean {
    const { content } = layer;
    const hasAlpha = content.kind === 'still' ? content.file.hasAlpha : content.kind !== 'video' || content.hasAlpha;
    if (hasAlpha || !this.pictureOf(layer, frame)) return false;
    const pose = poseAt(layer, frame, this.scene);
    const isSolid = pose.opacity === 1 && isUpright(pose);
    const isMasked = layer.mattes.some(({ from, to }) => frame >= from && frame < to);
    return isSolid && !isMasked && coversFrame(rectOf(pose), this.scene);
  }

  /**
   * The picture of an opaque still that is neither turned, mirrored nor masked, nor shown much smaller than it is.
   * `undefined` for all other layers.
   */
  plainStill(layer: Layer, frame: number): { canvas: Canvas; place: Place } | undefined {
    const { content, placement } = layer;
    if (content.kind !== 'still' || content.file.hasAlpha || placement.flipX || placement.flipY) return undefined;
    const canvas = this.pictureOf(layer, frame);
    const pose = poseAt(layer, frame, this.scene);
    const isMasked = layer.mattes.some(({ from, to }) => frame >= from && frame < to);
    if (!canvas || 'rect' in canvas || isMasked || !isUpright({ ...pose, wipe: undefined })) return undefined;
    if (Math.min(pose.width / canvas.width, pose.height / canvas.height) <= SMALLEST_SCALE) return undefined;
    const fade = pose.wipe && pose.wipe.shown < 1 ? wipeFade(pose.wipe, pose.width) : undefined;
    return { canvas, place: { rect: rectOf(pose), opacity: pose.opacity, fade } };
  }

  /** The rectangle of the frame that the layer touches in this frame; `undefined` when it shows nothing. */
  boundsAt(layer: Layer, frame: number): Rect | undefined {
    const picture = this.boxPicture(layer, frame);
    return picture && posedBounds(picture.rect, layer, poseAt(layer, frame, this.scene));
  }

  /** The rectangle of the frame that the layer can touch in these frames. */
  reach(layer: Layer, { from, to }: Span): Rect | undefined {
    const { fps } = this.scene;
    const picture = this.pictures.get(layer);
    const seconds = (frame: number) => ((frame - layer.from) * fps.den) / fps.num;
    const start = Math.max(from, layer.from);
    const end = Math.min(to, layer.to);
    const extent = extentOf(picture, layer, seconds(start), seconds(end));
    let reach: Rect | undefined;
    for (let frame = start; extent && frame < end; frame++)
      reach = union(reach, posedBounds(extent, layer, poseAt(layer, frame, this.scene)));
    return reach;
  }

  /**
   * The content that the layer would show, by identity: the same object means the same pixels as long as the layer
   * stands still.
   */
  pictureOf(layer: Layer, frame: number): BoxPicture | Canvas | undefined {
    const loaded = layer.content.kind === 'video' ? this.videos(layer) : this.pictures.get(layer);
    return loaded instanceof DrawnPicture
      ? loaded.at(((frame - layer.from) * this.scene.fps.den) / this.scene.fps.num)
      : loaded;
  }

  private async load(layer: Layer): Promise<Canvas | BoxPicture | DrawnPicture> {
    const { content, size } = layer;
    const scale = Math.min(LARGEST_PREPARED, largestScale(layer));
    if (content.kind === 'still') return loadStill(layer, content, scale, this.scene.height);
    if (content.kind === 'video') throw new Error('videos are decoded, not loaded');
    if (content.drawing.type === 'svg') return loadMarkup(layer, content.drawing.markup, scale, this.scene);
    return new DrawnPicture(content.drawing, size, layer.seconds, this.fonts, {
      scale,
      filter: layer.filter && { ...layer.filter, blur: layer.filter.blur * this.scene.height },
      mostPixels: mostPixels(this.scene),
      visible: () => visiblePart(layer, this.scene),
    });
  }

  private boxPicture(layer: Layer, frame: number): BoxPicture | undefined {
    const picture = this.pictureOf(layer, frame);
    if (!picture || 'rect' in picture) return picture;
    return { canvas: picture, rect: { x: 0, y: 0, ...layer.size } };
  }

  /** The picture without the part that the wipe hides. */
  private wiped(picture: BoxPicture, layer: Layer, { wipe, width }: Pose): BoxPicture {
    if (!wipe || wipe.shown >= 1) return picture;
    const { canvas, rect } = picture;
    const context = reset(this.local, canvas.width, canvas.height);
    context.drawImage(canvas, 0, 0);
    context.globalCompositeOperation = 'destination-in';
    const scale = canvas.width / rect.width;
    // The picture is mirrored afterwards, but its edge travels through the frame.
    const side = layer.placement.flipX ? OPPOSITE[wipe.side] : wipe.side;
    context.fillStyle = wipeGradient(context, { ...wipe, side }, -rect.x * scale, layer.size.width * scale, width);
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.globalCompositeOperation = 'source-over';
    return { canvas: this.local, rect };
  }

  /** A frame-sized picture whose transparency is the matte's brightness: white hides, black shows. */
  private paintMatte(matte: Layer, frame: number): Canvas {
    const { width, height } = this.scene;
    const context = reset(this.matte, width, height);
    const picture = this.boxPicture(matte, frame);
    if (picture) drawPosed(context, matte, poseAt(matte, frame, this.scene), picture);
    const pixels = context.getImageData(0, 0, width, height);
    const words = new Uint32Array(pixels.data.buffer);
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? 0;
      const brightness = ((word & 255) * 54 + ((word >>> 8) & 255) * 183 + ((word >>> 16) & 255) * 19) >>> 8;
      words[index] = (((255 - brightness) * (word >>> 24)) / 255) << 24;
    }
    context.putImageData(pixels, 0, 0);
    releasePixels(pixels.data);
    return this.matte;
  }
}

/** The part of its box that a layer can touch between two moments of its clip. */
function extentOf(
  picture: Canvas | BoxPicture | DrawnPicture | undefined,
  { size }: Layer,
  start: number,
  end: number,
): Rect | undefined {
  if (picture instanceof DrawnPicture) return picture.extent(start, end);
  return picture && 'rect' in picture ? picture.rect : { x: 0, y: 0, ...size };
}

function reset(canvas: Canvas, width: number, height: number): SKRSContext2D {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, width, height);
  return context;
}

function drawPosed(context: SKRSContext2D, layer: Layer, pose: Pose, { canvas, rect }: BoxPicture): void {
  const { flipX, flipY } = layer.placement;
  const scale = { x: pose.width / layer.size.width, y: pose.height / layer.size.height };
  const shown = { width: rect.width * scale.x, height: rect.height * scale.y };
  context.save();
  context.globalAlpha *= pose.opacity;
  context.translate(pose.x, pose.y);
  context.rotate((pose.rotate * Math.PI) / 180);
  if (pose.skewX !== 0 || pose.skewY !== 0) context.transform(1, pose.skewY, pose.skewX, 1, 0, 0);
  if (flipX || flipY) context.scale(flipX ? -1 : 1, flipY ? -1 : 1);
  // Near its own size a picture needs no mipmaps, which would cost three times as much.
  context.imageSmoothingQuality = shown.width / canvas.width > SMALLEST_SCALE ? 'low' : 'medium';
  const left = (rect.x - layer.size.width / 2) * scale.x;
  const top = (rect.y - layer.size.height / 2) * scale.y;
  context.drawImage(canvas, left, top, shown.width, shown.height);
  context.restore();
}

/** Opaque where the picture shows. */
function wipeGradient(context: SKRSContext2D, wipe: Wipe, left: number, width: number, posedWidth: number) {
  const { from, to } = wipeFade(wipe, posedWidth);
  const gradient = context.createLinearGradient(left + from * width, 0, left + to * width, 0);
  gradient.addColorStop(0, 'rgba(0, 0, 0, 1)');
  gradient.addColorStop(1, 'rgba(0, 0, 0, 0)');
  return gradient;
}

/**
 * The shares of the width of a picture between which it fades. The edge travels from beyond one side to beyond the
 * other, so that both ends are clean.
 */
function wipeFade({ side, shown, soft }: Wipe, posedWidth: number): { from: number; to: number } {
  // A hard edge is one pixel of the frame wide.
  const share = Math.max(soft, 1 / Math.max(1, posedWidth));
  const edge = shown * (1 + share);
  return side === 'left' ? { from: edge - share, to: edge } : { from: 1 - edge + share, to: 1 - edge };
}

function union(a: Rect | undefined, b: Rect): Rect {
  if (!a) return b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

function posedBounds(rect: Rect, layer: Layer, pose: Pose): Rect {
  const scale = { x: pose.width / layer.size.width, y: pose.height / layer.size.height };
  const angle = (pose.rotate * Math.PI) / 180;
  const mirror = { x: layer.placement.flipX ? -1 : 1, y: layer.placement.flipY ? -1 : 1 };
  const corners = [rect.x, rect.x + rect.width].flatMap((cornerX) =>
    [rect.y, rect.y + rect.height].map((cornerY) => {
      const flat = {
        x: (cornerX - layer.size.width / 2) * scale.x * mirror.x,
        y: (cornerY - layer.size.height / 2) * scale.y * mirror.y,
      };
      const skewed = { x: flat.x + pose.skewX * flat.y, y: flat.y + pose.skewY * flat.x };
      return {
        x: pose.x + skewed.x * Math.cos(angle) - skewed.y * Math.sin(angle),
        y: pose.y + skewed.x * Math.sin(angle) + skewed.y * Math.cos(angle),
      };
    }),
  );
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const x = Math.min(...xs) - 1;
  const y = Math.min(...ys) - 1;
  return { x, y, width: Math.max(...xs) + 1 - x, height: Math.max(...ys) + 1 - y };
}

/** Whole even pixels around all of the rectangles, inside the frame; `undefined` when none of them is in the frame. */
export function evenCover(rects: readonly Rect[], frame: { width: number; height: number }): Rect | undefined {
  const all = rects.reduce<Rect | undefined>(union, undefined);
  if (!all) return undefined;
  const x = Math.max(0, Math.floor(all.x / 2) * 2);
  const y = Math.max(0, Math.floor(all.y / 2) * 2);
  const width = Math.min(frame.width, Math.ceil((all.x + all.width) / 2) * 2) - x;
  const height = Math.min(frame.height, Math.ceil((all.y + all.height) / 2) * 2) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
