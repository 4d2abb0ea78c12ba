import { setTimeout as sleep } from 'node:timers/promises';
import { NextJobService, type RenderPayload, runRender, type WaitingJob } from '@app/jobs';
import { availableMegabytes, ProgramPause } from '@app/media';
import { RenderLeasesRepository, type RenderProxyConfig, renderProxyConfig } from '@app/render-proxy';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { segmentPauses } from './segment-metrics';

const LOOK_EVERY_MS = 500;

/**
 * Lets short renders run while this process encodes segments: the processes of the segment are stopped meanwhile, and
 * the render runs in its slot. Its job is the next one of the queue.
 */
@Injectable()
export class ShortRendersService {
  private readonly logger = new Logger('Renders');
  /** The most that one segment is stopped for, so that short renders never keep a long one from being finished. */
  mostPausedMs = 120_000;
  /** Short renders that run in this process beside a segment. */
  private running = 0;

  constructor(
    private readonly next: NextJobService,
    private readonly leases: RenderLeasesRepository,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * @param segment encodes one segment in a process that the pause can stop
   * @returns when the segment and the short renders that it let pass have ended
   */
  async beside(segment: (pause: ProgramPause) => Promise<void>): Promise<void> {
    const pause = new ProgramPause();
    const ended = new AbortController();
    const shorts = this.letPass(pause, ended.signal);
    try {
      await segment(pause);
    } finally {
      ended.abort();
      await shorts;
    }
  }

  private async letPass(pause: ProgramPause, ended: AbortSignal): Promise<void> {
    let hasFailed = false;
    for (let leftMs = this.mostPausedMs; leftMs > 0 && !ended.aborted; ) {
      const pausedMs = await this.runNext(pause, leftMs).catch((error: unknown) => {
        // The queue may be away for as long as the segment takes.
        this.logger[hasFailed ? 'debug' : 'warn']('a segment could not let a short render pass', { err: error });
        hasFailed = true;
        return 0;
      });
      leftMs -= pausedMs;
      if (pausedMs === 0) await sleep(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
    }
  }

  /** @returns for how many milliseconds the segment was stopped; 0 when no short render could begin */
  private async runNext(pause: ProgramPause, leftMs: number): Promise<number> {
    const memoryMb = this.config.RENDER_MEMORY_MB * (this.running + 1);
    if (!pause.isPossible || availableMegabytes() < memoryMb) return 0;
    // Other segments of this process may look at the same time.
    this.running += 1;
    try {
      const run = await this.next.take('heavy', (job) => this.isShort(job));
      return run ? await this.runPaused(run, pause, leftMs) : 0;
    } finally {
      this.running -= 1;
    }
  }

  private async runPaused(run: () => Promise<void>, pause: ProgramPause, leftMs: number): Promise<number> {
    const began = performance.now();
    pause.begin();
    if (pause.isOn) segmentPauses.inc();
    // A short render that takes long goes on beside the segment.
    const timer = setTimeout(() => pause.end(), leftMs);
    try {
      await run();
    } finally {
      clearTimeout(timer);
      pause.end();
    }
    return performance.now() - began;
  }

  private async isShort({ name, payload }: WaitingJob): Promise<boolean> {
    return name === runRender.name && this.leases.isShort((payload as RenderPayload).renderId);
  }
}
