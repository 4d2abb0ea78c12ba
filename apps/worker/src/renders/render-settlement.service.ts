import { LedgerService, microTokens, priceDelivered } from '@app/billing';
import { counter, durationHistogram } from '@app/core';
import { eraseRender, JobPublisherService, notifyRender, runRender, runSegment, workCancelled } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import {
  type AssetKind,
  type FinishedFiles,
  type Render,
  type RenderFault,
  RenderLeasesRepository,
  SegmentLeasesRepository,
  type TakenRender,
} from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const finished = counter('renders_finished_total', 'Finished renders by outcome', ['provider', 'outcome']);
const duration = durationHistogram(
  'render_time_to_done_seconds',
  'From the request to the stored video',
  ['provider'],
  [5, 15, 30, 60, 180, 600, 1_800, 7_200],
);

/**
 * The only code that ends renders: status, token settlement and notifications commit in one transaction, under the
 * worker's lease.
 */
@Injectable()
export class RenderSettlementService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: RenderLeasesRepository,
    private readonly segments: SegmentLeasesRepository,
    private readonly ledger: LedgerService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
  ) {}

  /**
   * Charges the real length, never more than was reserved.
   * @throws work_cancelled when its owner cancelled it in the meantime
   */
  async complete({ render, lease }: TakenRender, files: FinishedFiles): Promise<void> {
    const charged = priceDelivered(render.pricing, files.seconds, microTokens(render.reserved));
    await this.end(render, 'completed', async (manager) => {
      if (!(await this.leases.complete(lease, files, charged, manager))) throw workCancelled();
      await this.ledger.settle(render.holdId, charged, `render ${render.id}`, manager);
      await this.announceFiles(render, files, manager);
    });
    duration.observe({ provider: render.provider }, (Date.now() - render.createdAt.getTime()) / 1_000);
  }

  /** @param overrunSeconds processor time of a render that was stopped for its cost */
  async fail({ render, lease }: TakenRender, fault: RenderFault, overrunSeconds: number | null = null): Promise<void> {
    await this.end(render, 'failed', async (manager) => {
      await this.leases.fail(lease, fault, overrunSeconds, manager);
      await this.ledger.release(render.holdId, `render ${render.id} failed`, manager);
      await this.eraseLeftovers(render, manager);
    });
  }

  async cancel({ render, lease }: TakenRender): Promise<void> {
    await this.end(render, 'cancelled', async (manager) => {
      await this.leases.cancel(lease, manager);
      await this.ledger.release(render.holdId, `render ${render.id} cancelled`, manager);
      await this.eraseLeftovers(render, manager);
    });
  }

  /** Publishes what may have waited for the end of a render or a segment of this owner. */
  async startNext(userId: string, manager: EntityManager): Promise<void> {
    for (const { id: renderId, queuePriority } of await this.leases.nextWaiting(userId, manager))
      await this.publisher.publishAgain(runRender, { renderId }, manager, queuePriority);
    for (const { id: segmentId, priority } of await this.segments.nextWaiting(userId, manager))
      await this.publisher.publishAgain(runSegment, { segmentId }, manager, priority);
  }

  private async end(
    render: Render,
    outcome: 'completed' | 'failed' | 'cancelled',
    change: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await change(manager);
      if (render.callbackUrl) await this.publisher.publish(notifyRender, { renderId: render.id }, { manager });
      const event = { type: `render.${outcome}`, data: { id: render.id, status: outcome } } as const;
      await this.events.record(render.userId, [event], manager);
      await this.startNext(render.userId, manager);
    });
    finished.inc({ provider: render.provider, outcome });
  }

  /** Shotstack's clients expect a callback for each file after the one for the render. */
  private async announceFiles(render: Render, files: FinishedFiles, manager: EntityManager): Promise<void> {
    if (!render.callbackUrl) return;
    const assets: AssetKind[] = ['video'];
    if (files.posterKey) assets.push('poster');
    if (files.thumbnailKey) assets.push('thumbnail');
    for (const asset of assets) await this.publisher.publish(notifyRender, { renderId: render.id, asset }, { manager });
  }

  /** A render that fails or is cancelled late may already have files in the store. */
  private async eraseLeftovers(render: Render, manager: EntityManager): Promise<void> {
    await this.publisher.publish(eraseRender, { renderId: render.id }, { manager });
  }
}
