import { rowLeaseHeld } from '@app/core';
import { eraseRender, HandlesJob, type RenderPayload } from '@app/jobs';
import { type Render, RenderLeasesRepository, renderSubmissions } from '@app/render-proxy';
import { companionKey, ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RenderTransferService } from './render-transfer.service';
import { SegmentFilesService } from './segment-files.service';

/** A provider that cannot be stopped has ended a render, and has written its result to our bucket, within this time. */
const LATEST_COPY_MS = 24 * 3_600_000;

/**
 * Deletes the files of a finished render and of its segments. If its owner deleted the render, also erases the content
 * that its row describes.
 */
@HandlesJob(eraseRender)
@Injectable()
export class EraseRenderHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: RenderLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly segments: SegmentFilesService,
    private readonly transfer: RenderTransferService,
  ) {}

  /** @throws row_lease_held, retryable, while a render that its owner deleted, or a segment, is still ending */
  async handle({ renderId }: RenderPayload): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (!render) {
      if (await this.leases.isEndingForDeletion(renderId)) throw rowLeaseHeld('The render is still ending.');
      return;
    }
    const copiesUntil = await this.copiesUntil(render);
    await this.segments.erase(render);
    const companions = [companionKey(render.objectKey, 'poster'), companionKey(render.objectKey, 'thumb')];
    await this.stores.deleteAll(render.storage, [render.objectKey, ...companions]);
    await this.leases.markErased(renderId, copiesUntil);
  }

  /** Until when a provider may write to our bucket; undefined when none was asked to. Maintenance erases again. */
  private async copiesUntil(render: Render): Promise<Date | undefined> {
    if (!this.transfer.bucketOf(render)) return undefined;
    const submittedAt = await renderSubmissions.latestAt(this.dataSource, render.id);
    return submittedAt && new Date(submittedAt.getTime() + LATEST_COPY_MS);
  }
}
