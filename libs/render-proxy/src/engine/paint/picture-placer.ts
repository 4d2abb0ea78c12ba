import type { Rect } from '@app/media';
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
/** 1, as the weights of the module. */
const FULL = 32_767;

/** The widest picture that can be placed. */
const WIDEST = LARGEST_SIDE + 1;
/** The least factor by which a picture can be placed smaller: the sources of eight columns stay within a window. */
export const SMALLEST_SCALE = 0.6;

/** How the columns or rows of a plane that show are made of those of a picture. */
interface Axis {
  /** The first that shows, and the one after the last. */
  from: number;
  to: number;
  /** The position in the picture of the centre of a column. */
  source: (at: number) => number;
  /** The share of a column that the picture covers. */
  cover: (at: number) => number;
}

/** Draws opaque pictures in 4:2:0 on frames in 4:2:0, with bilinear smoothing, as the canvas draws their pixels. */
export class PicturePlacer {
  private readonly mixed: Block;
  private readonly row: Block;
  private readonly bases: Block;
  private readonly picks: Block;
  private readonly weights: Block;
  private readonly shares: Block;

  constructor(
    private readonly memory: PlanesMemory,
    frameWidth: number,
  ) {
    const groups = Math.ceil(frameWidth / STEP);
    this.mixed = memory.allocate(WIDEST + WINDOW);
    this.row = memory.allocate(groups * STEP);
    this.bases = memory.allocate(groups * 4);
    this.picks = memory.allocate(groups * WINDOW);
    this.weights = memory.allocate(groups * STEP * 2);
    this.shares = memory.allocate(groups * STEP * 2);
  }

  /**
   * @param picture at most `WIDEST` wide; shown at no less than `SMALLEST_SCALE`
   * @param size the size of the picture, without the column and the row that make it even
   */
  place(picture: Planes, size: { width: number; height: number }, frame: Planes, { rect, opacity, fade }: Place): void {
    const sources = planesOf(picture);
    for (const [index, plane] of planesOf(frame).entries()) {
      const half = index === 0 ? 1 : 2;
      const source = sources[index] as Plane;
      const across = axisOf(rect.x / half, rect.width / half, size.width / half, plane.width, source.width);
      const down = axisOf(rect.y / half, rect.height / half, size.height / half, plane.height, source.height);
      if (across.to <= across.from || down.to <= down.from) continue;
      const span = this.prepareColumns(across, source.width);
      const isSolid = this.prepareShares(across, (at) =>
        shareAt((at + 0.5 - rect.x / half) / (rect.width / half), fade),
      );
      this.drawRows({ source, plane, across, down, span, opacity, isSolid });
    }
  }

  /** @returns the bytes of a source row that are needed: from the first, as many as follow */
  private prepareColumns({ from, to, source }: Axis, width: number): { first: number; count: number } {
    const { bytes } = this.memory;
    const [bases, weights] = [this.words(this.bases, Int32Array), this.words(this.weights, Int16Array)];
    const first = Math.floor(source(from));
    let last = first;
    for (let at = from; at < to; at += STEP) {
      const group = (at - from) / STEP;
      const base = Math.floor(source(at));
      bases[group] = base - first;
      for (let column = 0; column < STEP; column++) {
        const position = source(Math.min(to - 1, at + column));
        const left = Math.floor(position);
        last = Math.min(width - 1, left + 1);
        bytes[this.picks.address + group * WINDOW + column] = left - base;
        bytes[this.picks.address + group * WINDOW + STEP + column] = last - base;
        weights[group * STEP + column] = Math.round((position - left) * FULL);
      }
    }
    return { first, count: last + 1 - first };
  }

  /** @returns whether all columns are wholly covered and opaque */
  private prepareShares({ from, to, cover }: Axis, shareOf: (at: number) => number): boolean {
    const shares = this.words(this.shares, Int16Array);
    let isSolid = (to - from) % STEP === 0;
    shares.fill(0);
    for (let at = from; at < to; at++) {
      const share = Math.round(cover(at) * shareOf(at) * FULL);
      shares[at - from] = share;
      if (share < FULL) isSolid = false;
    }
    return isSolid;
  }

  private drawRows({ source, plane, across, down, span, opacity, isSolid }: Drawing): void {
    const { kernels } = this.memory;
    const groups = Math.ceil((across.to - across.from) / STEP);
    for (let at = down.from; at < down.to; at++) {
      const position = down.source(at);
      const above = Math.floor(position);
      const weight = Math.round((position - above) * FULL);
      let row = source.address + above * source.width + span.first;
      if (weight > 0) {
        kernels.mixRows(row, row + source.width, this.mixed.address, span.count, weight);
        row = this.mixed.address;
      }
      const out = plane.address + at * plane.width + across.from;
      const share = Math.round(down.cover(at) * opacity * FULL);
      const target = isSolid && share === FULL ? out : this.row.address;
      kernels.resample(row, target, groups, this.bases.address, this.picks.address, this.weights.address);
      if (target !== out) kernels.lay(target, out, groups, this.shares.address, share);
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
  source: Plane;
  plane: Plane;
  across: Axis;
  down: Axis;
  span: { first: number; count: number };
  opacity: number;
  isSolid: boolean;
}

/**
 * @param start where the picture begins, and how long it is, in columns of the plane
 * @param size its columns, of which `stored` exist
 * @param end the columns of the plane
 */
function axisOf(start: number, length: number, size: number, end: number, stored: number): Axis {
  const step = size / length;
  const last = Math.min(stored, Math.ceil(size)) - 1;
  return {
    from: Math.max(0, Math.floor(start)),
    to: Math.min(end, Math.ceil(start + length)),
    source: (at) => Math.min(last, Math.max(0, (at + 0.5 - start) * step - 0.5)),
    cover: (at) => Math.min(1, Math.max(0, Math.min(at + 1, start + length) - Math.max(at, start))),
  };
}

function shareAt(along: number, fade: Place['fade']): number {
  return fade ? Math.min(1, Math.max(0, (fade.to - along) / (fade.to - fade.from))) : 1;
}
