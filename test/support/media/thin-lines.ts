import type { SKRSContext2D } from '@napi-rs/canvas';

/** Draws red writing on blue, in strokes one pixel wide: where colours are halved too early, it blurs. */
export function drawThinLines(context: SKRSContext2D, { width, height }: { width: number; height: number }): void {
  context.fillStyle = '#0000ff';
  context.fillRect(0, 0, width, height);
  context.strokeStyle = '#ff0000';
  for (let x = 2.5; x < width; x += 11)
    for (let y = 3.5; y < height; y += 14) {
      context.moveTo(x, y + 9);
      for (const [right = 0, down = 0] of [
        [0, 0],
        [5, 0],
        [5, 4],
        [0, 4],
        [6, 9],
      ])
        context.lineTo(x + right, y + down);
    }
  context.stroke();
}
