import type { Output } from './edit';
import { invalidEditOf } from './edit-faults';
import { deliveredSizeOf, frameRateOf } from './output-format';

/**
 * Refuses a GIF that is too long for its size: the renderer keeps a lossless copy of all its frames, because their
 * palette depends on every one of them.
 * @param seconds length of the output
 * @throws invalid_edit
 */
export function checkGif(output: Output, seconds: number, maxPixels: number): void {
  if (output.format !== 'gif') return;
  const most = longestGif(output, maxPixels);
  if (seconds <= most) return;
  const { width, height } = deliveredSizeOf(output);
  const { num, den } = frameRateOf(output);
  const rate = Number((num / den).toFixed(3));
  const message = `a GIF of ${width} × ${height} at ${rate} frames per second may last ${Math.floor(most)} s, but this one lasts ${Math.ceil(seconds)} s; write "mp4" or "webm", or reduce the size, the fps or the range.`;
  throw invalidEditOf([{ path: 'output.format', code: 'too_large', message }]);
}

/** Seconds that a GIF of this size and frame rate may last. */
export function longestGif(output: Output, maxPixels: number): number {
  const { width, height } = deliveredSizeOf(output);
  const { num, den } = frameRateOf(output);
  return (maxPixels * den) / (width * height * num);
}
