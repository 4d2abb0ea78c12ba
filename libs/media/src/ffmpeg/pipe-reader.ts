import type { Readable } from 'node:stream';

/** Reads a stream in pieces of a requested size, at most one piece ahead, so that the writer has to wait. */
export class PipeReader {
  private chunks: Buffer[] = [];
  private size = 0;
  private wanted = 0;
  private ended = false;
  private wake: (() => void) | undefined;

  constructor(private readonly stream: Readable) {
    stream.on('data', (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.size += chunk.length;
      if (this.size < this.wanted) return;
      stream.pause();
      this.wake?.();
    });
    for (const event of ['end', 'close', 'error'] as const) stream.on(event, () => this.end());
    stream.pause();
  }

  /** The next `bytes` bytes; fewer at the end of the stream, `undefined` after it. */
  async read(bytes: number): Promise<Buffer | undefined> {
    this.wanted = bytes;
    while (this.size < bytes && !this.ended) {
      const more = new Promise<void>((resolve) => (this.wake = resolve));
      this.stream.resume();
      await more;
    }
    if (this.size === 0) return undefined;
    const piece = this.take(Math.min(bytes, this.size));
    if (!this.ended) this.stream.resume();
    return piece;
  }

  close(): void {
    this.stream.destroy();
    this.end();
  }

  private end(): void {
    this.ended = true;
    this.wake?.();
  }

  private take(bytes: number): Buffer {
    const piece = Buffer.allocUnsafeSlow(bytes);
    let filled = 0;
    let used = 0;
    for (const chunk of this.chunks) {
      if (filled === bytes) break;
      const part = chunk.subarray(0, bytes - filled);
      part.copy(piece, filled);
      filled += part.length;
      if (part.length < chunk.length) {
        this.chunks[used] = chunk.subarray(part.length);
        break;
      }
      used++;
    }
    this.chunks = this.chunks.slice(used);
    this.size -= bytes;
    return piece;
  }
}
