import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { unlessHeld } from '@app/core';
import {
  type HeldLease,
  JobPublisherService,
  type JobsConfig,
  jobsConfig,
  type LastWrite,
  runRender,
  runSegment,
  workCancelled,
} from '@app/jobs';
import { makeWorkFolder } from '@app/media';
import {
  type PlannedRender,
  RenderLeasesRepository,
  type RenderOrder,
  RenderPlansRepository,
  type RenderProgress,
  type SegmentedRendering,
  type SegmentPlan,
  type StartedRender,
  segmentBuildDiffers,
  segmentSourceChanged,
  sourceRefused,
  type TakenRender,
  type WaitingSegment,
} from '@app/render-proxy';
import { ObjectStores, type StorageConfig, segmentObjectKey, storageConfig } from '@app/storage';
import { Inject, Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { DataSource, type EntityManager } from 'typeorm';
import { segmentsCounted } from './segment-metrics';

/** Seconds after which another worker may continue a render whose plan does not fit the programs of this one. */
const OTHER_WORKER_SECONDS = 5;
const PARALLEL_DOWNLOADS = 4;
/** The progress of a render when its plan is complete. */
const PLANNED = 0.1;

/** The finished render, and what removes the files of its segments from this machine. */
export interface JoinedSegments {
  next: 'finish';
  joined: StartedRender;
  discard: () => Promise<void>;
}

/** The next step of a render that may be encoded in segments; undefined when it is rendered as a whole. */
type SegmentedStep = JoinedSegments | { next: 'write'; write: LastWrite } | undefined;

const lastly = (write: LastWrite): SegmentedStep => ({ next: 'write', write });

/** Splits long renders into segments, and joins the segments when all are finished. */
@Injectable()
export class SegmentedRenderService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: RenderLeasesRepository,
    private readonly plans: RenderPlansRepository,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
    @Inject(storageConfig.KEY) private readonly storage: StorageConfig,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  /**
   * Takes the next step of a render: plans its segments, waits for them, or joins them. Call it under the lease of the
   * render.
   */
  async advance(
    taken: TakenRender,
    rendering: SegmentedRendering,
    orderOf: () => Promise<RenderOrder>,
    held: HeldLease<RenderProgress>,
  ): Promise<SegmentedStep> {
    const planned = await this.plans.find(taken.render.id);
    if (planned === 'whole') return undefined;
    if (planned) return this.continue(taken, planned, rendering, held);
    const plan = await rendering.plan(await orderOf(), {
      signal: held.signal,
      onProgress: (_, progress) => held.report({ stage: 'fetching', progress: Math.min(progress, PLANNED) }),
    });
    if (!plan) return undefined;
    const segments = await this.segmentsOf(taken, plan);
    return lastly(() => this.split(taken, plan, segments));
  }

  /**
   * Has one worker render the whole, because a segment cannot be encoded as planned, for example because a source sends
   * other bytes each time it is fetched.
   */
  renderWhole(renderId: string): Promise<void> {
    return this.withRender(renderId, (taken) => this.beginWhole(taken));
  }

  /**
   * The programs of this worker differ from those of the plan. If no worker has the planned ones, the render is planned
   * again.
   */
  refuse(renderId: string): Promise<void> {
    return this.withRender(renderId, (taken) => this.handOver(taken));
  }

  private async publishSegments(segments: readonly WaitingSegment[], manager: EntityManager): Promise<void> {
    for (const { id: segmentId, priority } of segments)
      await this.publisher.publish(runSegment, { segmentId }, { manager, priority });
  }

  private async segmentsOf({ render }: TakenRender, plan: SegmentPlan) {
    const store = this.stores.named(render.storage);
    const limit = pLimit(PARALLEL_DOWNLOADS);
    return Promise.all(
      plan.segments.map(({ position, kind, fromFrame, toFrame, contentHash: hash }) =>
        limit(async () => {
          const objectKey = segmentObjectKey({ prefix: this.storage.GCS_PATH_PREFIX, userId: render.userId, hash });
          const existing = await store.head(objectKey);
          const state = existing ? ('done' as const) : ('waiting' as const);
          return { position, kind, fromFrame, toFrame, objectKey, state, sizeBytes: existing?.size ?? null };
        }),
      ),
    );
  }

  private async split(
    { lease, render }: TakenRender,
    plan: SegmentPlan,
    segments: Parameters<RenderPlansRepository['create']>[2],
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const waiting = await this.plans.create(lease, plan, segments, manager);
      if (!waiting) throw workCancelled();
      await this.publishSegments(waiting, manager);
      if (waiting.length === 0) await this.publishRender(render.id, render.queuePriority, manager);
    });
    segmentsCounted.inc({ outcome: 'reused' }, segments.filter(({ state }) => state === 'done').length);
  }

  private async continue(
    taken: TakenRender,
    { plan, segments }: PlannedRender,
    rendering: SegmentedRendering,
    held: HeldLease<RenderProgress>,
  ): Promise<SegmentedStep> {
    const { lease, render } = taken;
    // This job was published twice. The segments continue, and the last one publishes the next job of the render.
    if (segments.some(({ state }) => state === 'waiting')) return lastly(() => this.wait(taken));
    const store = this.stores.named(render.storage);
    const found = await Promise.all(segments.map(async ({ objectKey }) => (await store.head(objectKey)) !== undefined));
    const missing = segments.filter((_, index) => !found[index]).map(({ id }) => id);
    if (missing.length > 0)
      return lastly(() =>
        this.dataSource.transaction(async (manager) =>
          this.publishSegments(await this.plans.encodeAgain(lease, missing, manager), manager),
        ),
      );
    const folder = await makeWorkFolder(tmpdir());
    // Retries: while a failed download is cleared away, another one may create its file.
    const discard = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
    try {
      const files = segments.map(({ position }) => join(folder, `segment-${position}`));
      await pLimit(PARALLEL_DOWNLOADS).map(segments, async ({ objectKey }, index) => {
        const { stream } = await store.open(objectKey);
        await pipeline(stream, createWriteStream(files[index] ?? ''), { signal: held.signal });
      });
      const run = { signal: held.signal, onProgress: () => held.report({ stage: 'saving', progress: 0.9 }) };
      return { next: 'finish', joined: await rendering.join(plan, files, run), discard };
    } catch (error) {
      await discard();
      if (segmentBuildDiffers.is(error)) return lastly(() => this.handOver(taken));
      if (isOfSources(error)) return lastly(() => this.beginWhole(taken));
      throw error;
    }
  }

  private async wait({ lease, countedAttempts }: TakenRender): Promise<void> {
    await this.leases.release(lease, { delaySeconds: 60, attempts: -countedAttempts }, this.dataSource.manager);
  }

  private async handOver({ lease, render, countedAttempts }: TakenRender): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.release(lease, { delaySeconds: OTHER_WORKER_SECONDS, attempts: -countedAttempts }, manager);
      if (await this.plans.abandon(lease, manager)) await this.publishRender(render.id, render.queuePriority, manager);
    });
  }

  private async beginWhole({ lease, render, countedAttempts }: TakenRender): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.release(lease, { delaySeconds: 0, attempts: -countedAttempts }, manager);
      await this.plans.renderWhole(lease, manager);
      await this.publishRender(render.id, render.queuePriority, manager);
    });
  }

  /** @param change releases the lease of the render, under which it works */
  private async withRender(renderId: string, change: (taken: TakenRender) => Promise<void>): Promise<void> {
    // If another worker holds it, that one changes the plan, ends the render, or releases it soon.
    const taken = await this.leases.take(renderId, this.config.JOB_LOCK_SECONDS, { starts: false }).catch(unlessHeld);
    if (taken) await change(taken);
  }

  private async publishRender(renderId: string, priority: number, manager: EntityManager): Promise<void> {
    await this.publisher.publishAgain(runRender, { renderId }, manager, priority);
  }
}

/** Whether a source cannot be fetched now, or sends other bytes than when the render was planned. */
export const isOfSources = (error: unknown): boolean => segmentSourceChanged.is(error) || sourceRefused.is(error);
