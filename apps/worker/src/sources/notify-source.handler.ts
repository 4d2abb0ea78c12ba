import { remoteFetchFailed, SafeHttpService } from '@app/core';
import { HandlesJob, type JobRun, type NotifySourcePayload, notifySource } from '@app/jobs';
import { type Source, SourceLeasesRepository } from '@app/render-proxy';
import { ObjectStores, type StorageName } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Shotstack's own limit for the answer to a callback. */
const ANSWER_MS = 10_000;
const URL_SECONDS = 86_400;

/** Tells the client's callback address about a source or one of its renditions, in Shotstack's words; an answer of 200 to 399 ends it. */
@HandlesJob(notifySource)
@Injectable()
export class NotifySourceHandler {
  constructor(
    private readonly leases: SourceLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly http: SafeHttpService,
  ) {}

  /** @throws remote_fetch_failed and whatever SafeHttp throws: then it is tried again */
  async handle({ sourceId, renditionId }: NotifySourcePayload, { signal }: JobRun): Promise<void> {
    const source = await this.leases.find(sourceId);
    if (!source?.callbackUrl || source.status === 'deleted') return;
    const message = await this.message(source, renditionId);
    if (!message) return;
    const headers = { 'webhook-id': `source-${renditionId ?? sourceId}` };
    const answer = await this.http.postJson(source.callbackUrl, JSON.stringify(message), {
      headers,
      totalTimeoutMs: ANSWER_MS,
      signal,
    });
    if (answer.status < 200 || answer.status > 399)
      throw remoteFetchFailed(`The callback URL answered ${answer.status}.`);
  }

  private async message(source: Source, renditionId: string | undefined): Promise<Record<string, unknown> | undefined> {
    const { kind, id, userId: owner, updatedAt } = source;
    const rendition = source.renditions.find((one) => one.id === renditionId);
    if (renditionId && !rendition) return undefined;
    const key = rendition ? rendition.objectKey : source.objectKey;
    const url = key
      ? (await this.stores.named(source.storage as StorageName).url(key, { expiresInSeconds: URL_SECONDS })).url
      : null;
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
