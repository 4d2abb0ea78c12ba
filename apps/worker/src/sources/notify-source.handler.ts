import { HandlesJob, type JobRun, type NotifySourcePayload, notifySource } from '@app/jobs';
import { CallbackChannelService } from '@app/notifications';
import { type Source, SourceLeasesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

const URL_SECONDS = 86_400;

/** Notifies the client's callback address about a source or one of its renditions, in Shotstack's format. */
@HandlesJob(notifySource)
@Injectable()
export class NotifySourceHandler {
  constructor(
    private readonly leases: SourceLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly callbacks: CallbackChannelService,
  ) {}

  async handle({ sourceId, renditionId }: NotifySourcePayload, { signal }: JobRun): Promise<void> {
    const source = await this.leases.find(sourceId);
    if (!source?.callbackUrl || source.status === 'deleted') return;
    const body = await this.message(source, renditionId);
    if (!body) return;
    const id = `source-${renditionId ?? sourceId}`;
    await this.callbacks.deliver({ url: source.callbackUrl, ownerId: source.userId, id, body }, signal);
  }

  private async message(source: Source, renditionId: string | undefined): Promise<Record<string, unknown> | undefined> {
    const { kind, id, userId: owner, updatedAt } = source;
    const rendition = source.renditions.find((one) => one.id === renditionId);
    if (renditionId && !rendition) return undefined;
    const key = rendition ? rendition.objectKey : source.objectKey;
    const url = key ? (await this.stores.named(source.storage).url(key, { expiresInSeconds: URL_SECONDS })).url : null;
    const error = rendition ? (rendition.error ?? null) : (source.error?.message ?? null);
    const shared = { owner, url, error, completed: updatedAt.toISOString() };
    if (rendition)
      return { type: 'ingest', action: 'rendition', id: rendition.id, source: id, status: rendition.status, ...shared };
    return {
      type: kind === 'transfer' ? 'serve' : 'ingest',
      action: kind === 'transfer' ? 'transfer' : kind,
      id,
      status: source.status,
      ...shared,
    };
  }
}
