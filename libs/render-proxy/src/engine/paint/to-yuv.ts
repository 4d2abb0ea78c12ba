import { releasePixels } from '@app/media';
import { RGBA_TO_YUV } from './rgba-to-yuv-module';

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};

interface ConverterModule {
  memory: { buffer: ArrayBuffer; grow(pages: number): number };
  /** All but `columns`, a multiple of 4, are addresses in the memory. */
  convert(top: number, below: number, columns: number, y: number, yBelow: number, u: number, v: number): void;
}

const PAGE = 65_536;
/** Columns that the module converts at a time. */
const STEP = 4;
/**
 * Rows that are read and copied into the memory of the module at a time. They stay in the cache of the processor, and
 * unlike those of a whole picture their memory is not new to the process each time.
 */
const BAND = 64;

let compiled: object | undefined;

/** Reads `count` rows of a picture, from row `from`: opaque RGBA. */
export type RowReader = (from: number, count: number) => Uint8ClampedArray;

/** Converts opaque RGBA pictures of one size to planar 4:2:0, limited range BT.709. Width and height are even. */
export class YuvConverter {
  /** The latest picture: width × height × 1.5 bytes. */
  readonly yuv: Uint8Array;
  private readonly band: Uint8Array;
  /** Receives the last columns when they are fewer than the module converts: two rows of luma, then U and V. */
  private readonly rest: Uint8Array;
  private readonly module: ConverterModule;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    compiled ??= new WebAssembly.Module(RGBA_TO_YUV);
    this.module = new WebAssembly.Instance(compiled).exports as ConverterModule;
    const { memory } = this.module;
    const yuvBytes = (width * height * 3) / 2;
    const bandBytes = (BAND * width + STEP) * 4;
    memory.grow(Math.ceil((yuvBytes + bandBytes + STEP * 3) / PAGE));
    this.yuv = new Uint8Array(memory.buffer, 0, yuvBytes);
    this.band = new Uint8Array(memory.buffer, yuvBytes, bandBytes);
    this.rest = new Uint8Array(memory.buffer, yuvBytes + bandBytes, STEP * 3);
  }

  convert(read: RowReader): void {
    const rowBytes = this.width * 4;
    for (let row = 0; row < this.height; row += BAND) {
      const end = Math.min(this.height, row + BAND);
      const pixels = read(row, end - row);
      this.band.set(pixels);
      releasePixels(pixels);
      for (let at = row; at < end; at += 2) this.convertRows(at, this.band.byteOffset + (at - row) * rowBytes);
    }
  }

  /** @param from address of the row in the band */
  private convertRows(row: number, from: number): void {
    const { width, height } = this;
    const below = from + width * 4;
    const rest = width % STEP;
    const whole = width - rest;
    const y = row * width;
    const u = width * height + (row / 2) * (width / 2);
    const v = u + (width * height) / 4;
    if (whole > 0) this.module.convert(from, below, whole, y, y + width, u, v);
    if (rest > 0) this.convertRest(from + whole * 4, below + whole * 4, rest, [y + whole, y + width + whole], [u, v]);
  }

  private convertRest(top: number, below: number, columns: number, luma: number[], chroma: number[]): void {
    const { byteOffset } = this.rest;
    const parts = [0, STEP, STEP * 2, STEP * 2.5];
    const [y = 0, yBelow = 0, u = 0, v = 0] = parts.map((part) => byteOffset + part);
    this.module.convert(top, below, STEP, y, yBelow, u, v);
    const past = (this.width - columns) / 2;
    const places = [...luma, ...chroma.map((start) => start + past)];
    for (const [index, place] of places.entries()) {
      const part = parts[index] ?? 0;
      this.yuv.set(this.rest.subarray(part, part + (index < 2 ? columns : columns / 2)), place);
    }
  }
}
