import { AppError } from '@app/core';
import {
  HandlesJob,
  type HeldLease,
  JobPublisherService,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  type LastWrite,
  runRender,
  runSegment,
  type SegmentPayload,
  withLease,
} from '@app/jobs';
import type { ProgramPause } from '@app/media';
import {
  RenderProviders,
  renderFailed,
  renderProviderUnavailable,
  SegmentLeasesRepository,
  segmentBuildDiffers,
  segmentPriority,
  type TakenSegment,
} from '@app/render-proxy';
import { ObjectStores, type StoredObject } from '@app/storage';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RenderProgressionService } from './render-progression.service';
import { RenderSettlementService } from './render-settlement.service';
import { segmentDuration, segmentsCounted } from './segment-metrics';
import { isOfSources, SegmentedRenderService } from './segmented-render.service';
import { ShortRendersService } from './short-renders.service';

/** A segment that keeps crashing its workers ends its render after this many attempts. */
const MAX_CRASHES = 6;
/** Number of attempts ended by a fault of ours after which the render is given up. */
const MAX_ATTEMPTS = 3;
/** How long a segment waits for an unavailable store. */
const GIVE_UP_SECONDS = 24 * 3_600;
/** Seconds until a worker with other programs tries a segment that this one refused. */
const OTHER_WORKER_SECONDS = 5;

/** Encodes one segment of a render and stores it under a key that contains the hash of its content. */
@HandlesJob(runSegment)
@Injectable()
export class RunSegmentHandler {
  private readonly logger = new Logger('Renders');

  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: SegmentLeasesRepository,
    private readonly providers: RenderProviders,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
    private readonly settlement: RenderSettlementService,
    private readonly progression: RenderProgressionService,
    private readonly segmented: SegmentedRenderService,
    private readonly shorts: ShortRendersService,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  handle({ segmentId }: SegmentPayload, { signal }: JobRun): Promise<void> {
    return this.shorts.beside((pause) => this.run(segmentId, signal, pause));
  }

  private run(segmentId: string, signal: AbortSignal, pause: ProgramPause): Promise<void> {
    const leaseSeconds = this.config.JOB_LOCK_SECONDS;
    return withLease<TakenSegment, number>({
      leaseSeconds,
      signal,
      acquire: () => this.leases.take(segmentId, leaseSeconds),
      renew: (taken, framesDone) => this.leases.renew(taken, leaseSeconds, framesDone),
      work: (taken, held) => this.encode(taken, held, pause),
      handBack: (taken) => this.release(taken, 0),
      cancelled: (taken) => this.stop(taken),
      failed: (taken, error) => this.recover(taken, error),
    });
  }

  private async encode(taken: TakenSegment, held: HeldLease<number>, pause: ProgramPause): Promise<LastWrite> {
    const { segment, render } = taken;
    if (segment.attempts > MAX_CRASHES) throw renderFailed('Every worker that encoded a segment crashed.');
    if (segment.attempts > 1) segmentsCounted.inc({ outcome: 'lost' });
    const existing = await this.stores.named(render.storage).head(segment.objectKey);
    const { size } = existing ?? (await this.store(taken, held, pause));
    return async () => {
      await this.finish(taken, size);
      segmentsCounted.inc({ outcome: existing ? 'reused' : 'encoded' });
    };
  }

  private async store(
    { segment, plan, render }: TakenSegment,
    held: HeldLease<number>,
    pause: ProgramPause,
  ): Promise<StoredObject> {
    const { segments } = this.providers.named(render.provider);
    if (!segments) throw renderProviderUnavailable(`The render provider ${render.provider} encodes no segments.`);
    const endTimer = segmentDuration.startTimer({ kind: segment.kind });
    const frames = segment.toFrame - segment.fromFrame;
    const { file, discard } = await segments.encode(plan, segment.position, {
      signal: held.signal,
      pause,
      onProgress: (_, share) => held.report(Math.min(frames, Math.floor(share * frames))),
    });
    try {
      const options = { contentType: 'application/octet-stream', signal: held.signal };
      const stored = await this.stores.named(render.storage).put(segment.objectKey, { file }, options);
      endTimer();
      return stored;
    } finally {
      await discard();
    }
  }

  /** When several segments of a render finish together, exactly one of them publishes the job that joins all. */
  private async finish(taken: TakenSegment, sizeBytes: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const isLast = await this.leases.finish(taken, sizeBytes, manager);
      const { id: renderId, userId, queuePriority } = taken.render;
      if (isLast) await this.publisher.publishAgain(runRender, { renderId }, manager, queuePriority);
      await this.settlement.startNext(userId, manager);
    });
  }

  /** The render has ended or is to end: releases the segment and starts what waited for a slot of its owner. */
  private async stop({ lease, render }: TakenSegment): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.release(lease, { delaySeconds: 0, attempts: -1 }, manager);
      await this.settlement.startNext(render.userId, manager);
    });
  }

  /** Releases the segment without counting the attempt. */
  private release({ lease }: TakenSegment, delaySeconds: number): Promise<void> {
    return this.leases.release(lease, { delaySeconds, attempts: -1 }, this.dataSource.manager);
  }

  private async recover(taken: TakenSegment, error: unknown): Promise<void> {
    const { segment, render, failingSince } = taken;
    if (segmentBuildDiffers.is(error)) {
      await this.release(taken, OTHER_WORKER_SECONDS);
      return this.segmented.refuse(render.id);
    }
    if (isOfSources(error)) {
      await this.release(taken, OTHER_WORKER_SECONDS);
      return this.segmented.renderWhole(render.id);
    }
    if (error instanceof AppError && error.kind === 'invalid') return this.fail(taken, error);
    if (error instanceof AppError && error.kind === 'unavailable') {
      const waited = failingSince ? (Date.now() - failingSince.getTime()) / 1_000 : 0;
      if (waited > GIVE_UP_SECONDS) return this.fail(taken, renderProviderUnavailable());
      const seconds = error.options.retryAfterSeconds ?? Math.min(300, Math.max(5, waited / 10));
      return this.retryLater(taken, { seconds, isOutage: true });
    }
    this.logger.warn('a segment was interrupted', { render: render.id, segment: segment.position, err: error });
    if (segment.attempts >= MAX_ATTEMPTS) return this.fail(taken, renderFailed());
    return this.retryLater(taken, { seconds: 2 * segment.attempts, isOutage: false, error });
  }

  private async retryLater(
    { lease, segment, render }: TakenSegment,
    { seconds, isOutage, error }: { seconds: number; isOutage: boolean; error?: unknown },
  ): Promise<void> {
    const fault = error instanceof AppError ? { code: error.code, message: error.message } : undefined;
    await this.dataSource.transaction(async (manager) => {
      await this.leases.release(
        lease,
        { delaySeconds: seconds, attempts: isOutage ? -1 : 0, error: fault, isOutage },
        manager,
      );
      const options = { manager, delayMs: seconds * 1_000, priority: segmentPriority(render, segment) };
      await this.publisher.publish(runSegment, { segmentId: segment.id }, options);
      await this.settlement.startNext(render.userId, manager);
    });
  }

  private async fail(taken: TakenSegment, error: AppError): Promise<void> {
    await this.release(taken, OTHER_WORKER_SECONDS);
    await this.progression.failForSegment(taken.render.id, error);
  }
}
