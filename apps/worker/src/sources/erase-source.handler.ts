import { eraseSource, HandlesJob, type SourcePayload } from '@app/jobs';
import { receivedKey, SourceLeasesRepository } from '@app/render-proxy';
import { ObjectStores, type StorageName } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Deletes what a deleted source has in storage, then the source. Repeatable: an object that is not there is deleted already. */
@HandlesJob(eraseSource)
@Injectable()
export class EraseSourceHandler {
  constructor(
    private readonly leases: SourceLeasesRepository,
    private readonly stores: ObjectStores,
  ) {}

  async handle({ sourceId }: SourcePayload): Promise<void> {
    const source = await this.leases.find(sourceId);
    if (source?.status !== 'deleted') return;
    const store = this.stores.named(source.storage as StorageName);
    const keys = [receivedKey(source), source.objectKey, ...source.renditions.map(({ objectKey }) => objectKey)];
    for (const key of keys) if (key) await store.delete(key);
    await this.leases.forget(sourceId);
  }
}
