import { join } from 'node:path';
import { CallerTurns, PACKAGE_ROOT } from '@app/core';
import { mediaTooExpensive, unpackError } from '@app/media';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { PreviewOutcome, PreviewTask } from './preview-task';

const PROGRAM = join(PACKAGE_ROOT, 'dist/libs/uploads/src/preview/preview-thread.js');
const HEAP_MB = 512;
/** Maximum milliseconds that the thread may work on one preview. */
const PREVIEW_MS = 15_000;
const WAITING_PER_CALLER = 20;
/** Maximum number of telemetry files in memory at the same time: of all callers together, and of one caller. */
const FILES = 4;
const FILES_PER_CALLER = 2;
const ANY_SIZE = Number.POSITIVE_INFINITY;

/**
 * Draws single frames of overlays in a thread, so that no preview delays other requests. Callers take turns. The thread
 * caches the latest tracks.
 */
@Injectable()
export class HudPreviewService implements OnApplicationShutdown {
  private readonly turns = new CallerTurns({
    concurrent: 1,
    concurrentPerCaller: 1,
    waitingPerCaller: WAITING_PER_CALLER,
    waitingSizePerCaller: ANY_SIZE,
  });
  private readonly files = new CallerTurns({
    concurrent: FILES,
    concurrentPerCaller: FILES_PER_CALLER,
    waitingPerCaller: WAITING_PER_CALLER,
    waitingSizePerCaller: ANY_SIZE,
  });
  private threads: Piscina<PreviewTask | null, PreviewOutcome | undefined> | undefined;

  async onApplicationShutdown(): Promise<void> {
    await this.threads?.destroy();
  }

  /**
   * A transparent PNG.
   * @param caller the account that the preview belongs to
   * @param contentOf returns the telemetry file; called when the thread has not cached its track
   * @throws the errors of `readTrack`, media_too_expensive, ffmpeg_failed, rate_limited when too many previews of the caller wait
   */
  async paint(
    caller: string,
    task: Omit<PreviewTask, 'content'>,
    contentOf: () => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    const first = await this.turns.take(caller, 0, () => this.run(task));
    const outcome = 'unknownTrack' in first ? await this.withFile(caller, task, contentOf) : first;
    if ('png' in outcome) return outcome.png;
    throw 'error' in outcome ? unpackError(outcome.error) : new Error('the track was forgotten at once');
  }

  private withFile(caller: string, task: PreviewTask, contentOf: () => Promise<Uint8Array>): Promise<PreviewOutcome> {
    return this.files.take(caller, 0, async () => {
      const content = await contentOf();
      return this.turns.take(caller, 0, () => this.run({ ...task, content }));
    });
  }

  /** Draws a preview in the thread, which is free at that moment because callers take turns. */
  private async run(task: PreviewTask): Promise<PreviewOutcome> {
    const pool = this.pool();
    const deadline = AbortSignal.timeout(PREVIEW_MS);
    try {
      const outcome = await pool.run(task, { signal: deadline });
      if (!outcome) throw new Error('the preview has no outcome');
      return outcome;
    } catch (error) {
      const isOverMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (deadline.aborted || isOverMemory) throw mediaTooExpensive('The preview takes too long.', { cause: error });
      throw error;
    }
  }

  private pool(): Piscina<PreviewTask | null, PreviewOutcome | undefined> {
    this.threads ??= new Piscina<PreviewTask | null, PreviewOutcome | undefined>({
      filename: PROGRAM,
      name: 'previewHud',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 300_000,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    return this.threads;
  }
}
