import type { Writable } from 'node:stream';

/**
 * Writes and waits until the other side has read the buffer, so that it may be reused. Resolves to `false` when the
 * reader is gone.
 */
export function writeAll(stream: Writable, chunk: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => stream.write(chunk, (error) => resolve(!error)));
}
