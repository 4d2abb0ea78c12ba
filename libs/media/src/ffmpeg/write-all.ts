import type { Writable } from 'node:stream';

/** Writes and waits until the other side has taken it, so that the buffer may be used again. Resolves `false` when nobody reads any more. */
export function writeAll(stream: Writable, chunk: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => stream.write(chunk, (error) => resolve(!error)));
}
