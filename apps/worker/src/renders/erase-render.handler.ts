import { eraseRender, HandlesJob, type RenderPayload } from '@app/jobs';
import { RenderLeasesRepository } from '@app/render-proxy';
import { companionKey, ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Deletes the files of a finished render. */
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
    const companions = [companionKey(render.objectKey, 'poster'), companionKey(render.objectKey, 'thumb')];
    await this.stores.deleteAll(render.storage, [render.objectKey, ...companions]);
    await this.leases.markErased(renderId);
  }
}
