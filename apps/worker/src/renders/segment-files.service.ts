import { rowLeaseHeld } from '@app/core';
import { type Render, RenderPlansRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Deletes the segments of renders that have ended. */
@Injectable()
export class SegmentFilesService {
  constructor(
    private readonly plans: RenderPlansRepository,
    private readonly stores: ObjectStores,
  ) {}

  /**
   * Keeps the objects that other renders of the account use. Repeatable.
   * @throws row_lease_held, retryable, while workers still encode segments of the render
   */
  async erase({ id, storage }: Pick<Render, 'id' | 'storage'>): Promise<void> {
    if (await this.plans.isWorkedOn(id)) throw rowLeaseHeld('Segments of the render are still ending.');
    await this.plans.markUnused(id);
    await this.stores.deleteAll(storage, await this.plans.ownKeys(id));
    await this.plans.remove(id);
  }
}
