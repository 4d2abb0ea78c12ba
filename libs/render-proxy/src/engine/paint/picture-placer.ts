import type { Rect, Size } from '@app/media';
import { LARGEST_SIDE } from './picture-bounds';
import { type Block, type Plane, type Planes, type PlanesMemory, planesOf } from './planes-memory';

/** Where and how a picture shows in a frame. */
export interface Place {
  /** In pixels of the frame. */
  rect: Rect;
  opacity: number;
  /** The shares of its width between which it fades from opaque to transparent. */
  fade?: { from: number; to: number } | undefined;
}

/** Columns that the module resamples at a time, out of `WINDOW` bytes of the source. */
const STEP = 8;
const WINDOW = 16;
/** 1, as the shares of the module. */
const FULL = 32_767;
/** 1, as the weights of the module between two pixels. */
const NEXT = 256;

/** The least factor by which a picture can be placed smaller: the sources of eight columns stay within a window. */
export const SMALLEST_SCALE = 0.6;

/** How the columns or rows of a frame that show are made of those of a picture. */
interface Axis {
  /** The first that shows, and the one after the last: both even, because two neighbours share their colours. */
  from: number;
  to: number;
  /** The position in the picture of the centre of a column. */
  source: (at: number) => number;
  /** The share of a column that the picture covers. */
  cover: (at: number) => number;
}

/**
 * Draws opaque pictures in 4:4:4 on frames in 4:2:0, with bilinear smoothing, as the canvas draws their pixels. Colours
 * are resampled for every pixel of the frame, and the mean of every four becomes one.
 */
export class PicturePlacer {
  private readonly mixed: Block;
  private readonly row: Block;
  private readonly bases: Block;
  private readonly picks: Block;
  private readonly weights: Block;
  /** The share of each column that the picture covers, and of each pair of columns. */
  private readonly shares: Block;
  private readonly pairShares: Block;

  constructor(
    private readonly memory: PlanesMemory,
    frameWidth: number,
  ) {
    const groups = Math.ceil(frameWidth / STEP);
    this.mixed = memory.allocate(LARGEST_SIDE + WINDOW);
    this.row = memory.allocate(groups * STEP);
    this.bases = memory.allocate(groups * 4);
    this.picks = memory.allocate(groups * WINDOW);
    this.weights = memory.allocate(groups * STEP * 2);
    this.shares = memory.allocate(groups * STEP * 2);
    this.pairShares = memory.allocate(groups * STEP * 2);
  }

  /**
   * @param picture at most `LARGEST_SIDE` wide; shown at no less than `SMALLEST_SCALE`
   * @param size the size of the picture, without the columns that fill its planes
   */
  place(picture: Planes, size: Size, frame: Planes, { rect, opacity, fade }: Place): void {
    const across = axisOf(rect.x, rect.width, size.width, frame.width);
    const down = axisOf(rect.y, rect.height, size.height, frame.height);
    if (across.to <= across.from || down.to <= down.from) return;
    const span = this.prepareColumns(across);
    const isSolid = this.prepareShares(across, (at) => shareAt((at + 0.5 - rect.x) / rect.width, fade));
    const [luma, ...colors] = planesOf(frame);
    const [sourceLuma, ...sourceColors] = planesOf(picture);
    const drawing = { across, down, span, opacity, isSolid };
    this.drawLuma(sourceLuma, luma, drawing);
    for (const [index, plane] of colors.entries()) this.drawColors(sourceColors[index] as Plane, plane, drawing);
  }

  /** @returns the bytes of a source row that are needed: from the first, as many as follow */
  private prepareColumns({ from, to, source }: Axis): { first: number; count: number } {
    const { bytes } = this.memory;
    const [bases, weights] = [this.words(this.bases, Int32Array), this.words(this.weights, Int16Array)];
    const first = Math.floor(source(from));
    let last = first;
    for (let at = from; at < to; at += STEP) {
      const group = (at - from) / STEP;
      const base = Math.floor(source(at));
      bases[group] = base - first;
      for (let column = 0; column < STEP; column++) {
        const position = source(at + column);
        const left = Math.floor(position);
        last = left + 1;
        bytes[this.picks.address + group * WINDOW + column] = left - base;
        bytes[this.picks.address + group * WINDOW + STEP + column] = last - base;
        weights[group * STEP + column] = Math.round((position - left) * NEXT);
      }
    }
    return { first, count: last + 1 - first };
  }

  /** @returns whether all columns are wholly covered and opaque */
  private prepareShares({ from, to, cover }: Axis, shareOf: (at: number) => number): boolean {
    const [shares, pairs] = [this.words(this.shares, Int16Array), this.words(this.pairShares, Int16Array)];
    let isSolid = (to - from) % STEP === 0;
    shares.fill(0);
    pairs.fill(0);
    for (let at = from; at < to; at++) {
      const share = Math.round(cover(at) * shareOf(at) * FULL);
      shares[at - from] = share;
      if (at % 2 === 1) pairs[(at - 1 - from) / 2] = ((shares[at - 1 - from] ?? 0) + share) >> 1;
      if (share < FULL) isSolid = false;
    }
    return isSolid;
  }

  private drawLuma(source: Plane, plane: Plane, { across, down, span, opacity, isSolid }: Drawing): void {
    const { kernels } = this.memory;
    const groups = Math.ceil((across.to - across.from) / STEP);
    for (let at = down.from; at < down.to; at++) {
      const { row, next, weight } = between(source, down.source(at), span.first);
      if (weight > 0) kernels.mixRows(row, next, this.mixed.address, span.count, weight);
      const mixed = weight > 0 ? this.mixed.address : row;
      const out = plane.address + at * plane.width + across.from;
      const share = Math.round(down.cover(at) * opacity * FULL);
      const target = isSolid && share === FULL ? out : this.row.address;
      kernels.resample(mixed, target, groups, this.bases.address, this.picks.address, this.weights.address);
      if (target !== out) kernels.lay(target, out, groups, this.shares.address, share);
    }
  }

  private drawColors(source: Plane, plane: Plane, { across, down, span, opacity, isSolid }: Drawing): void {
    const { kernels } = this.memory;
    const groups = Math.ceil((across.to - across.from) / STEP);
    const mixed = this.mixed.address;
    for (let at = down.from; at < down.to; at += 2) {
      const a = between(source, down.source(at), span.first);
      const b = between(source, down.source(at + 1), span.first);
      kernels.mixPair(a.row, a.next, a.weight, b.row, b.next, b.weight, mixed, span.count);
      const out = plane.address + (at * plane.width + across.from) / 2;
      const share = Math.round(((down.cover(at) + down.cover(at + 1)) / 2) * opacity * FULL);
      const target = isSolid && share === FULL ? out : this.row.address;
      kernels.resamplePairs(mixed, target, groups, this.bases.address, this.picks.address, this.weights.address);
      if (target !== out) kernels.lay(target, out, Math.ceil(groups / 2), this.pairShares.address, share);
    }
  }

  private words<T>({ address, bytes }: Block, Type: TypedArray<T>): T {
    return new Type(this.memory.bytes.buffer, address, Math.floor(bytes / Type.BYTES_PER_ELEMENT));
  }
}

type TypedArray<T> = {
  new (buffer: ArrayBufferLike, offset: number, length: number): T;
  BYTES_PER_ELEMENT: number;
};

interface Drawing {
  across: Axis;
  down: Axis;
  span: { first: number; count: number };
  opacity: number;
  isSolid: boolean;
}

/**
 * @param start where the picture begins, and how long it is, in columns of the frame
 * @param size its columns
 * @param end the columns of the frame
 */
function axisOf(start: number, length: number, size: number, end: number): Axis {
  const step = size / length;
  return {
    from: Math.max(0, Math.floor(start / 2) * 2),
    to: Math.min(end, Math.ceil((start + length) / 2) * 2),
    source: (at) => Math.min(size - 1, Math.max(0, (at + 0.5 - start) * step - 0.5)),
    cover: (at) => Math.min(1, Math.max(0, Math.min(at + 1, start + length) - Math.max(at, start))),
  };
}

/** The rows around a position, from the column `first`, and the weight of the next one. */
function between(source: Plane, position: number, first: number): { row: number; next: number; weight: number } {
  const above = Math.floor(position);
  const weight = Math.round((position - above) * NEXT);
  const row = source.address + above * source.width + first;
  return { row, next: weight > 0 ? row + source.width : row, weight };
}

function shareAt(along: number, fade: Place['fade']): number {
  return fade ? Math.min(1, Math.max(0, (fade.to - along) / (fade.to - fade.from))) : 1;
}
