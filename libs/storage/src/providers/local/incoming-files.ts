import type { Readable } from 'node:stream';
import { objectInTransfer, storageUnavailable } from '../../storage.errors';

/** Renders, and a database on the same disk, need space as well. */
export const LOW_SPACE_BYTES = 1024 ** 3;
/** Other files grow meanwhile. */
const LOOK_EVERY_BYTES = 64 * 2 ** 20;
const RETRY_SECONDS = 10;

/**
 * Bounds what this process receives at signed addresses: each is for one file, however many requests use it at a time.
 */
export class IncomingFiles {
  private readonly inTransfer = new Set<string>();

  /**
   * @param freeBytes free space of the disk
   * @param lookEvery received bytes after which the free space is read again
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
   * The bytes of a body, as long as the disk has space for the rest. The body of a refused file stays open for the answer.
   * @throws storage_unavailable
   */
  async *whileTheyFit(body: Readable, size: number): AsyncGenerator<Buffer> {
    let [received, nextLook] = [0, 0];
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (received >= nextLook) {
        await this.assertSpace(size - received);
        nextLook = received + this.lookEvery;
      }
      received += chunk.length;
      yield chunk;
    }
  }

  private async assertSpace(bytes: number): Promise<void> {
    const free = await this.freeBytes();
    if (free < LOW_SPACE_BYTES + bytes)
      throw storageUnavailable(`local: the disk has no space for ${bytes} bytes more.`);
  }
}
