import { HandlesJob, type JobRun, type NotifyRenderPayload, notifyRender } from '@app/jobs';
import { CallbackChannelService } from '@app/notifications';
import {
  type AssetKind,
  failureText,
  type Render,
  RenderAssetsRepository,
  RenderLeasesRepository,
} from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

const URL_SECONDS = 86_400;

/**
 * Sends the end of a render, and the address of each of its files, to the client's callback address, in Shotstack's
 * format.
 */
@HandlesJob(notifyRender)
@Injectable()
export class NotifyRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly assets: RenderAssetsRepository,
    private readonly stores: ObjectStores,
    private readonly callbacks: CallbackChannelService,
  ) {}

  async handle({ renderId, asset }: NotifyRenderPayload, { signal }: JobRun): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (!render?.callbackUrl) return;
    const body = await (asset ? this.fileMessage(render, asset) : this.endMessage(render));
    if (!body) return;
    const id = ['render', render.id, ...(asset ? [asset] : [])].join('-');
    await this.callbacks.deliver({ url: render.callbackUrl, ownerId: render.userId, id, body }, signal);
  }

  private async endMessage(render: Render): Promise<object> {
    const done = render.status === 'completed';
    return {
      type: 'edit',
      action: 'render',
      id: render.id,
      owner: render.userId,
      status: done ? 'done' : 'failed',
      url: done ? await this.addressOf(render.storage, render.objectKey) : null,
      error: failureText(render),
      completed: render.finishedAt,
    };
  }

  /** Undefined for a file that was deleted meanwhile. */
  private async fileMessage(render: Render, kind: AssetKind): Promise<object | undefined> {
    const assets = await this.assets.ofRender({ ownerId: render.userId }, render.id);
    const asset = assets.find((each) => each.kind === kind);
    if (!asset) return undefined;
    return {
      type: 'serve',
      action: 'copy',
      id: asset.id,
      render: render.id,
      owner: render.userId,
      status: 'ready',
      url: await this.addressOf(asset.storage, asset.objectKey),
      error: null,
      completed: render.finishedAt,
    };
  }

  private async addressOf(store: string, key: string): Promise<string> {
    return (await this.stores.named(store).url(key, { expiresInSeconds: URL_SECONDS })).url;
  }
}
