import type { Scene } from '../scene/scene';
import { captureFrame } from './save-still';

describe('a poster', () => {
  it.each([
    ['shows its moment of the timeline', 12, 300],
    ['shows the same frame for a sum of seconds as for the written moment', 10.2 + 0.7, 273],
    ['shows the first frame of the video for a moment before its range', 2, 250],
    ['shows the last frame of the video for a moment after its range', 15, 374],
  ])('%s', (_what, seconds, frame) => {
    const scene = { range: { from: 250, to: 375 }, fps: { num: 25, den: 1 } } as Scene;
    expect(captureFrame(scene, seconds)).toBe(frame);
  });
});
