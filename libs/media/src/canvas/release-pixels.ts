type Transferable = ArrayBuffer & { transfer?: (length: number) => ArrayBuffer };

/**
 * Frees the memory of pixels that nobody reads any more. The garbage collector would free it much later, and searches
 * the whole heap whenever many pixels wait for it. Without `ArrayBuffer.transfer` it still has to do that.
 */
export function releasePixels({ buffer }: Uint8Array | Uint8ClampedArray): void {
  (buffer as Transferable).transfer?.(0);
}
