import { remoteFetchFailed, SafeHttpService } from '@app/core';
import { HandlesJob, type JobRun, notifyRender, type RenderPayload } from '@app/jobs';
import { type Render, RenderLeasesRepository } from '@app/render-proxy';
import { ObjectStores, type StorageName } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Shotstack's own limit for the answer to a callback. */
const ANSWER_MS = 10_000;

/** Tells the client's callback address the end of a render, in Shotstack's words; an answer of 200 to 399 ends it. */
@HandlesJob(notifyRender)
@Injectable()
export class NotifyRenderHandler {
  constructor(
    private readonly leases: RenderLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly http: SafeHttpService,
  ) {}

  /** @throws remote_fetch_failed and whatever SafeHttp throws: then it is tried again */
  async handle({ renderId }: RenderPayload, { signal }: JobRun): Promise<void> {
    const render = await this.leases.finished(renderId);
    if (!render?.callbackUrl) return;
    const headers = { 'webhook-id': `render-${render.id}` };
    const answer = await this.http.postJson(render.callbackUrl, JSON.stringify(await this.message(render)), {
      headers,
      totalTimeoutMs: ANSWER_MS,
      signal,
    });
    if (answer.status < 200 || answer.status > 399)
      throw remoteFetchFailed(`The callback URL answered ${answer.status}.`);
  }

  private async message(render: Render): Promise<Record<string, unknown>> {
    const done = render.status === 'completed';
    const file = done
      ? await this.stores.named(render.storage as StorageName).url(render.objectKey, { expiresInSeconds: 86_400 })
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
