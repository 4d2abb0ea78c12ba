import { noSpace } from '@app/core';
import { objectInTransfer } from '../../storage.errors';

/** Renders, and a database on the same disk, need space as well. */
export const LOW_SPACE_BYTES = 1024 ** 3;
/** Markers of processes, and the empty objects that block keys, are written as long as the disk takes them. */
const TINY_BYTES = 4_096;
/** Other processes write as well. */
const LOOK_EVERY_BYTES = 64 * 2 ** 20;
const RETRY_SECONDS = 10;

/**
 * Bounds what this process writes: a signed address is for one file, however many requests use it at a time, and all
 * files together leave space on the disk.
 */
export class IncomingFiles {
  private readonly inTransfer = new Set<string>();
  /** Bytes of all files since the start. */
  private written = 0;
  /** The number of them that the disk has space for, and that after which the store looks at the disk again. */
  private most = 0;
  private nextLook = 0;
  /** The number of them that are still to come of files whose size is known. */
  private awaited = 0;

  /**
   * @param freeBytes free space of the disk
   * @param lookEvery written bytes after which the free space is read again
   */
  constructor(
    private readonly freeBytes: () => Promise<number>,
    private readonly lookEvery = LOOK_EVERY_BYTES,
  ) {}

  /** @throws object_in_transfer while another request sends a file to the same place */
  async receive(place: string, write: () => Promise<void>): Promise<void> {
    if (this.inTransfer.has(place)) throw objectInTransfer(undefined, { retryAfterSeconds: RETRY_SECONDS });
    this.inTransfer.add(place);
    try {
      await write();
    } finally {
      this.inTransfer.delete(place);
    }
  }

  /**
   * The bytes of a file, as long as the disk has space for the rest; then the error of a full disk. A file whose size is
   * known reserves its space when it begins: others that begin later, or whose size is not known, do not get that.
   * @param size undefined for a file that ends somewhere
   */
  async *whileTheyFit(bytes: AsyncIterable<Buffer>, size?: number): AsyncGenerator<Buffer> {
    if (size !== undefined && size <= TINY_BYTES) {
      yield* bytes;
      return;
    }
    let received = 0;
    let reserved = 0;
    try {
      for await (const chunk of bytes) {
        const rest = Math.max((size ?? 0) - received, chunk.length);
        const needed = () => (reserved > 0 ? rest : rest + this.awaited);
        // Deleted files may have made space since the last look.
        if (received === 0 || this.written >= this.nextLook || !this.hasSpaceFor(needed())) await this.look();
        if (!this.hasSpaceFor(needed())) throw noSpaceFor(rest);
        received += chunk.length;
        this.written += chunk.length;
        const left = Math.max(0, (size ?? 0) - received);
        this.awaited += left - reserved;
        reserved = left;
        yield chunk;
      }
    } finally {
      this.awaited -= reserved;
    }
  }

  private hasSpaceFor(bytes: number): boolean {
    return this.written + bytes <= this.most;
  }

  private async look(): Promise<void> {
    const { written } = this;
    this.nextLook = written + this.lookEvery;
    this.most = written + (await this.freeBytes()) - LOW_SPACE_BYTES;
  }
}

/** The error of a full disk. */
export const noSpaceFor = (bytes: number): Error => noSpace(`The disk has no space for ${bytes} bytes more.`);
