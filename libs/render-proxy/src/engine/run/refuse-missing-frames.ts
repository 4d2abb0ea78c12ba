import { renderFailed } from '../../render-proxy.errors';

/** @throws render_failed when a finished video does not have the planned number of frames */
export function refuseMissingFrames(frames: number, planned: number): void {
  if (frames !== planned) throw renderFailed(`The video has ${frames} frames instead of ${planned}.`);
}
