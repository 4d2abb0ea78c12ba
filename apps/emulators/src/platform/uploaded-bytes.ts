import { createHash, type Hash } from 'node:crypto';

const KEPT_BYTES = 8 * 1024 * 1024;

/** A file as it arrives: its digest and length, and its bytes while they are few. */
export class UploadedBytes {
  private hash: Hash = createHash('sha256');
  private kept: Buffer[] | undefined = [];
  size = 0;

  append(chunk: Buffer): void {
    this.hash.update(chunk);
    this.size += chunk.length;
    if (this.size > KEPT_BYTES) this.kept = undefined;
    else this.kept?.push(Buffer.from(chunk));
  }

  /** A copy to return to if a chunk breaks off. */
  copy(): UploadedBytes {
    const copy = new UploadedBytes();
    copy.hash = this.hash.copy();
    copy.kept = this.kept && [...this.kept];
    copy.size = this.size;
    return copy;
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }

  /** Undefined for a file above 8 MiB. */
  video(): Buffer | undefined {
    return this.kept && Buffer.concat(this.kept);
  }
}

/** Appends whole blocks only, and the rest when the file is complete. */
export class BlockWriter {
  private rest = Buffer.alloc(0);

  constructor(
    private readonly target: UploadedBytes,
    private readonly block: number,
    private readonly total: number,
  ) {}

  write(chunk: Buffer): void {
    const pending = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const isLast = this.target.size + pending.length >= this.total;
    const whole = isLast ? pending.length : pending.length - (pending.length % this.block);
    if (whole > 0) this.target.append(pending.subarray(0, whole));
    this.rest = Buffer.from(pending.subarray(whole));
  }
}
