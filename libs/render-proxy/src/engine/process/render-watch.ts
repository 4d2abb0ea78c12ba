import type { AppError } from '@app/core';
import {
  type BoxLimits,
  CLOSE_TO_LIMIT,
  type Excess,
  ffmpegFailed,
  GROUP_MEMORY,
  killGroup,
  ProcessBox,
  type ProgramPause,
  type ProgramProgress,
  type ProgramWatch,
} from '@app/media';
import { renderFailed, renderTooExpensive } from '../../render-proxy.errors';

/**
 * A render that reports no progress for this many processor seconds works on something that never ends; one that uses
 * no processor time for this long hangs.
 */
const SILENT_PROCESSOR_SECONDS = 60;
const SILENT_MS = 120_000;
const HANGING_PROCESSOR_SECONDS = 3;
const LOOK_EVERY_MS = 1_000;
/** Messages with which programs report that they were refused memory. */
const OUT_OF_MEMORY =
  /out of memory|cannot allocate memory|allocation failed|allocation of \d+ bytes failed|malloc of size \d+ failed|failed to allocate|bad_alloc|unable to grow instance memory|skia surface failed/i;

/** Decides from outside whether a render may continue, by its resource usage and its reports. */
export class RenderWatch implements ProgramWatch {
  private readonly box: ProcessBox;
  private readonly timer: NodeJS.Timeout;
  private stage = 'fetching';
  private heard = { at: performance.now(), processorSeconds: 0 };

  /**
   * @param end receives the reason why the process group was killed
   * @param pause stops the render for a while, which does not count as silence
   */
  constructor(
    private readonly leader: number,
    private readonly limits: BoxLimits,
    private readonly end: (error: AppError) => void,
    private readonly pause?: ProgramPause,
  ) {
    this.box = new ProcessBox(leader, limits, (excess) => this.end(this.tooExpensive(excess)));
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    // Downloads have time limits, which would pass in a pause.
    pause?.attach(leader, () => this.stage !== 'fetching');
  }

  progressed({ stage }: ProgramProgress): void {
    this.stage = stage;
    this.heard = { at: performance.now(), processorSeconds: this.box.usage.processorSeconds };
  }

  /** The error of a render that ended by itself: `render_too_expensive` when it exceeded its limits. */
  explain(error: AppError): AppError {
    if (!renderFailed.is(error) && !ffmpegFailed.is(error)) return error;
    const { processorSeconds, largestMb } = this.box.usage;
    const { cause } = error.options;
    const text = cause instanceof Error ? cause.message : '';
    const diedHere = /ended with SIG/.test(text);
    if (OUT_OF_MEMORY.test(text)) return this.tooExpensive('memory', cause);
    if (diedHere && largestMb > this.limits.memoryMb * CLOSE_TO_LIMIT) return this.tooExpensive('memory', cause);
    if (diedHere && processorSeconds > this.limits.processorSeconds * CLOSE_TO_LIMIT)
      return this.tooExpensive('processor', cause);
    return error;
  }

  close(): void {
    this.pause?.detach();
    this.box.close();
    clearInterval(this.timer);
  }

  private look(): void {
    if (this.pause?.isOn) this.heard.at = performance.now();
    const worked = this.box.usage.processorSeconds - this.heard.processorSeconds;
    if (worked > SILENT_PROCESSOR_SECONDS) this.kill(this.tooExpensive('frame'));
    else if (
      this.stage !== 'fetching' &&
      performance.now() - this.heard.at > SILENT_MS &&
      worked < HANGING_PROCESSOR_SECONDS
    )
      this.kill(renderFailed('The render produced no frame for two minutes.'));
  }

  private kill(error: AppError): void {
    this.close();
    killGroup(this.leader);
    this.end(error);
  }

  private tooExpensive(excess: Excess | 'frame', cause?: unknown): AppError {
    const { processorSeconds, memoryMb } = this.limits;
    const reasons = {
      processor: `The render was stopped after ${processorSeconds} processor seconds, the limit for an edit of this size.`,
      memory: `The render was stopped because it needs more than ${memoryMb} MB of memory in one process, or ${GROUP_MEMORY * memoryMb} MB in all, the limits for an edit of this size.`,
      frame: `The render was stopped because it used ${SILENT_PROCESSOR_SECONDS} processor seconds without finishing a frame.`,
    };
    const used = Math.round(this.box.usage.processorSeconds * 10) / 10;
    return renderTooExpensive(reasons[excess], { cause, extra: { processor_seconds: used } });
  }
}
