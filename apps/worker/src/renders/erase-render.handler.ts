import { rowLeaseHeld } from '@app/core';
import { eraseRender, HandlesJob, type RenderPayload } from '@app/jobs';
import { RenderLeasesRepository } from '@app/render-proxy';
import { companionKey, ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import { SegmentFilesService } from './segment-files.service';

/**
 * Deletes the files of a finished render and of its segments. If its owner deleted the render, also erases the content
 * that its row describes.
 */
@HandlesJob(eraseRender)
@Injectable()
export class EraseRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly segments: SegmentFilesService,
  ) {}

  /** @throws row_lease_held, retryable, while a render that its owner deleted, or a segment, is still ending */
  async handle({ renderId }: RenderPayload): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (!render) {
      if (await this.leases.isEndingForDeletion(renderId)) throw rowLeaseHeld('The render is still ending.');
      return;
    }
    await this.segments.erase(render);
    const companions = [companionKey(render.objectKey, 'poster'), companionKey(render.objectKey, 'thumb')];
    await this.stores.deleteAll(render.storage, [render.objectKey, ...companions]);
    await this.leases.markErased(renderId);
  }
}
