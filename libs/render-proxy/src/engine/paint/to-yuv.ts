import { releasePixels } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Block, COLUMNS, type Planes, type PlanesMemory, planesOf } from './planes-memory';

/**
 * Bytes of the rows that are read and copied into the memory of the module at a time. They stay in the cache of the
 * processor, and unlike those of a whole picture their memory is not new to the process each time.
 */
const BAND = 512 * 1024;

/** Copies `count` rows of a picture, from row `from`, as RGBA. */
export type RowReader = (from: number, count: number, target: Uint8Array) => void;

/**
 * The rows of a canvas.
 * @param width may be larger than that of the canvas; what is beyond it has no meaning
 */
export const rowsOf =
  (context: SKRSContext2D, width = context.canvas.width): RowReader =>
  (from, count, target) => {
    const { data } = context.getImageData(0, from, width, count);
    target.set(data);
    releasePixels(data);
  };

/** Converts RGBA pictures to planes, limited range BT.709. Their alpha is ignored. */
export class YuvConverter {
  private readonly band: Block;
  /** Receives the last columns when they are fewer than the module converts: two rows of luma, then U and V. */
  private readonly rest: Block;

  constructor(private readonly memory: PlanesMemory) {
    this.band = memory.allocate(BAND);
    this.rest = memory.allocate(COLUMNS * 3);
  }

  convert(read: RowReader, picture: Planes): void {
    const { width, height, sampling } = picture;
    const rows = Math.max(2, Math.floor(BAND / (width * 8)) * 2);
    for (let row = 0; row < height; row += rows) {
      const end = Math.min(height, row + rows);
      read(row, end - row, this.memory.bytes.subarray(this.band.address));
      for (let at = row; at < end; at += sampling) {
        const from = this.band.address + (at - row) * width * 4;
        if (sampling === 1) this.convertWhole(picture, at, from);
        else this.convertHalved(picture, at, from);
      }
    }
  }

  private convertWhole(picture: Planes, row: number, from: number): void {
    const [y = 0, u = 0, v = 0] = planesOf(picture).map(({ address, width }) => address + row * width);
    this.memory.kernels.convertWhole(from, picture.width, y, u, v);
  }

  /** @param from address of the first of two rows in the band */
  private convertHalved(picture: Planes, row: number, from: number): void {
    const { width } = picture;
    const below = from + width * 4;
    const rest = width % COLUMNS;
    const whole = width - rest;
    const [luma, ...chroma] = planesOf(picture);
    const y = luma.address + row * width;
    const [u = 0, v = 0] = chroma.map(({ address }) => address + (row / 2) * (width / 2));
    if (whole > 0) this.memory.kernels.convert(from, below, whole, y, y + width, u, v);
    if (rest === 0) return;
    const places = [y + whole, y + width + whole, u + whole / 2, v + whole / 2];
    this.convertRest(from + whole * 4, below + whole * 4, rest, places);
  }

  private convertRest(top: number, below: number, columns: number, places: readonly number[]): void {
    const parts = [0, COLUMNS, COLUMNS * 2, COLUMNS * 2.5].map((part) => this.rest.address + part);
    const [y = 0, yBelow = 0, u = 0, v = 0] = parts;
    this.memory.kernels.convert(top, below, COLUMNS, y, yBelow, u, v);
    for (const [index, place] of places.entries()) {
      const part = parts[index] ?? 0;
      this.memory.bytes.copyWithin(place, part, part + (index < 2 ? columns : columns / 2));
    }
  }
}
