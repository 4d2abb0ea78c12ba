import { editOf, type Rendered, type RenderHarness, type Rgb } from './render-harness';

/** A clip without a `start`, or whose `start` is 0. */
type ReelClip = Readonly<Record<string, unknown>> & { length?: unknown };

/** What a test reads of a video, or of the part of one. */
export type Shown = Pick<Rendered, 'at' | 'brightness'>;

/**
 * One video in which the clips of several cases follow each other. A video of its own for each would start ffmpeg three
 * times, which takes longer than to render a few seconds.
 */
export class Reel {
  private rendered: Promise<Rendered> | undefined;
  private readonly starts: number[] = [];
  private readonly lengths: number[];

  constructor(
    private readonly harness: RenderHarness,
    private readonly clips: readonly ReelClip[],
    private readonly output: { fps: number } = { fps: 12 },
  ) {
    this.lengths = clips.map(({ length }) => Number(length));
    for (const index of clips.keys()) this.starts.push((this.starts[index - 1] ?? 0) + (this.lengths[index - 1] ?? 0));
  }

  /** The part of the video that shows one clip. Its moments and frames count from the start of the clip. */
  async take(index: number): Promise<Shown> {
    const clips = this.clips.map((clip, at) => ({ ...clip, start: this.starts[at] }));
    this.rendered ??= this.harness.render(editOf([clips], this.output));
    const video = await this.rendered;
    const { fps } = this.output;
    const [first, count] = [this.starts[index] ?? 0, this.lengths[index] ?? 0].map((seconds) =>
      Math.round(seconds * fps),
    );
    const frameOf = (frame: number) => (first ?? 0) + Math.min(frame, (count ?? 0) - 1);
    return {
      at: (seconds: number, x: number, y: number): Rgb => video.at(frameOf(Math.round(seconds * fps)) / fps, x, y),
      brightness: (frame: number) => video.brightness(frameOf(frame)),
    };
  }
}
