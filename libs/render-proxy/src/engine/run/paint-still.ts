import type { Canvas } from '@napi-rs/canvas';
import type { Scene } from '../scene/scene';
import { PaintedFrames, type PaintTools } from './painted-frames';

/** One frame of the scene in full colour. */
export async function paintStill(scene: Scene, frame: number, tools: PaintTools): Promise<Canvas> {
  const span = { from: frame, to: frame + 1 };
  const region = { x: 0, y: 0, width: scene.width, height: scene.height };
  const layers = scene.layers.filter(({ from, to }) => frame >= from && frame < to);
  const painted = new PaintedFrames({ scene, layers, span, region, background: scene.background }, tools);
  try {
    return (await painted.paint(frame)).canvas;
  } finally {
    await painted.close();
  }
}
