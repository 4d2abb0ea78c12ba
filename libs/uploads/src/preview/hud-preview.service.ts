import { join } from 'node:path';
import { PACKAGE_ROOT, rateLimited } from '@app/core';
import { mediaTooExpensive, unpackError } from '@app/media';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { PreviewOutcome, PreviewTask } from './preview-task';

const PROGRAM = join(PACKAGE_ROOT, 'dist/libs/uploads/src/preview/preview-thread.js');
const HEAP_MB = 512;
/** Maximum milliseconds of a preview, including its wait for the thread. */
const PREVIEW_MS = 15_000;
/** Maximum number of previews that wait for the thread. */
const WAITING = 20;

/**
 * Draws single frames of overlays in a thread, so that no preview delays other requests. The thread caches the latest
 * tracks.
 */
@Injectable()
export class HudPreviewService implements OnApplicationShutdown {
  private threads: Piscina<PreviewTask | null, PreviewOutcome | undefined> | undefined;

  async onApplicationShutdown(): Promise<void> {
    await this.threads?.destroy();
  }

  /**
   * A transparent PNG.
   * @param contentOf returns the telemetry file; called when the thread has not cached its track
   * @throws the errors of `readTrack`, media_too_expensive, ffmpeg_failed, rate_limited when too many previews wait
   */
  async paint(task: Omit<PreviewTask, 'content'>, contentOf: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const first = await this.run(task);
    const outcome = 'unknownTrack' in first ? await this.run({ ...task, content: await contentOf() }) : first;
    if ('png' in outcome) return outcome.png;
    throw 'error' in outcome ? unpackError(outcome.error) : new Error('the track was forgotten at once');
  }

  private async run(task: PreviewTask): Promise<PreviewOutcome> {
    const pool = this.pool();
    if (pool.queueSize >= WAITING)
      throw rateLimited('Too many previews are waiting.', { retryAfterSeconds: PREVIEW_MS / 1_000 });
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
