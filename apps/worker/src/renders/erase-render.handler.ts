import { eraseRender, HandlesJob, type RenderPayload } from '@app/jobs';
import { RenderLeasesRepository } from '@app/render-proxy';
import { companionKey, ObjectStores, type StorageName } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Deletes what a finished render has in storage. Repeatable: an object that is not there is deleted already. */
@HandlesJob(eraseRender)
@Injectable()
export class EraseRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly stores: ObjectStores,
  ) {}

  async handle({ renderId }: RenderPayload): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (!render) return;
    const store = this.stores.named(render.storage as StorageName);
    const companions = [companionKey(render.objectKey, 'poster'), companionKey(render.objectKey, 'thumb')];
    for (const key of [render.objectKey, ...companions]) await store.delete(key);
    await this.leases.markErased(renderId);
  }
}
