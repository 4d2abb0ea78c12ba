import type { Size } from '@app/media';
import { PLANES } from './planes-module';

declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};

/** The functions of planes.wat. All parameters but counts and weights are addresses in the memory. */
interface Kernels {
  /** @param columns a multiple of `COLUMNS` */
  convert(top: number, below: number, columns: number, y: number, yBelow: number, u: number, v: number): void;
  /** @param columns a multiple of `COLUMNS` */
  convertWhole(row: number, columns: number, y: number, u: number, v: number): void;
  mixRows(a: number, b: number, out: number, count: number, weight: number): void;
  mixPair(
    a: number,
    b: number,
    weight: number,
    c: number,
    d: number,
    weightBelow: number,
    out: number,
    count: number,
  ): void;
  resample(row: number, out: number, groups: number, bases: number, picks: number, weights: number): void;
  resamplePairs(row: number, out: number, groups: number, bases: number, picks: number, weights: number): void;
  lay(row: number, out: number, groups: number, weights: number, weight: number): void;
  layOver(row: number, clear: number, out: number, groups: number, zero: number): void;
}

/** A part of the memory. Its address changes when an earlier part is released. */
export interface Block {
  address: number;
  readonly bytes: number;
}

/** A picture in planes: all luma, then U and V. */
export interface Planes extends Size {
  readonly block: Block;
  /** Pixels for each value of U and V, across and down: 2 in 4:2:0, 1 in 4:4:4. */
  readonly sampling: 1 | 2;
}

/** One plane at its present address. */
export interface Plane extends Size {
  address: number;
}

/** Kernels write no more than this many bytes beyond the end of a block. */
const SLACK = 16;
const PAGE = 65_536;
/** Columns of a picture that a kernel converts at a time. */
export const COLUMNS = 4;

let compiled: object | undefined;

/** The memory of one module. It grows, and holds its blocks without gaps. */
export class PlanesMemory {
  readonly kernels: Kernels;
  private readonly memory: { buffer: ArrayBuffer; grow(pages: number): number };
  private readonly blocks: Block[] = [];
  private view: Uint8Array;

  constructor() {
    compiled ??= new WebAssembly.Module(PLANES);
    const exports = new WebAssembly.Instance(compiled).exports as Kernels & { memory: PlanesMemory['memory'] };
    this.kernels = exports;
    this.memory = exports.memory;
    this.view = new Uint8Array(this.memory.buffer);
  }

  /** All of it; valid until the next block is allocated. */
  get bytes(): Uint8Array {
    return this.view;
  }

  allocate(bytes: number): Block {
    const last = this.blocks.at(-1);
    const block = { address: last ? last.address + last.bytes : 0, bytes: Math.ceil((bytes + SLACK) / 16) * 16 };
    const missing = block.address + block.bytes - this.view.length;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE));
      this.view = new Uint8Array(this.memory.buffer);
    }
    this.blocks.push(block);
    return block;
  }

  /** The later blocks move into its place. */
  release(block: Block): void {
    const [, ...later] = this.blocks.splice(this.blocks.indexOf(block));
    this.view.copyWithin(block.address, block.address + block.bytes);
    for (const each of later) each.address -= block.bytes;
    this.blocks.push(...later);
  }

  /** A picture in 4:2:0, whose width and height are even. */
  allocatePlanes({ width, height }: Size): Planes {
    return { block: this.allocate((width * height * 3) / 2), sampling: 2, width, height };
  }

  /** A picture in 4:4:4, as wide as the kernels need it: its last columns may have no meaning. */
  allocateWhole({ width, height }: Size): Planes {
    const padded = Math.ceil(width / COLUMNS) * COLUMNS;
    return { block: this.allocate(padded * height * 3), sampling: 1, width: padded, height };
  }
}

/** Luma, U and V. */
export function planesOf({ block: { address }, sampling, width, height }: Planes): [Plane, Plane, Plane] {
  const color = { width: width / sampling, height: height / sampling };
  const u = address + width * height;
  return [
    { address, width, height },
    { address: u, ...color },
    { address: u + color.width * color.height, ...color },
  ];
}
