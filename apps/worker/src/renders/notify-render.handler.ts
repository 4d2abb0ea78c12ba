import { HandlesJob, type JobRun, notifyRender, type RenderPayload } from '@app/jobs';
import { CallbackChannelService } from '@app/notifications';
import { type Render, RenderLeasesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Sends the end of a render to the client's callback address, in Shotstack's format. */
@HandlesJob(notifyRender)
@Injectable()
export class NotifyRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly callbacks: CallbackChannelService,
  ) {}

  async handle({ renderId }: RenderPayload, { signal }: JobRun): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (!render?.callbackUrl) return;
    const callback = { url: render.callbackUrl, id: `render-${render.id}`, body: await this.message(render) };
    await this.callbacks.deliver(callback, signal);
  }

  private async message(render: Render): Promise<Record<string, unknown>> {
    const done = render.status === 'completed';
    const file = done
      ? await this.stores.named(render.storage).url(render.objectKey, { expiresInSeconds: 86_400 })
      : undefined;
    return {
      type: 'edit',
      action: 'render',
      id: render.id,
      owner: render.userId,
      status: done ? 'done' : 'failed',
      url: file?.url ?? null,
      error: render.error?.message ?? (done ? null : 'The render was cancelled.'),
      completed: render.finishedAt,
    };
  }
}
