import { eraseSource, HandlesJob, type SourcePayload } from '@app/jobs';
import { receivedKey, SourceLeasesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

/** Deletes the files of a deleted source, then its row, and the files of one that failed. */
@HandlesJob(eraseSource)
@Injectable()
export class EraseSourceHandler {
  constructor(
    private readonly leases: SourceLeasesRepository,
    private readonly stores: ObjectStores,
  ) {}

  async handle({ sourceId }: SourcePayload): Promise<void> {
    const source = await this.leases.find(sourceId);
    if (source?.status !== 'deleted' && source?.status !== 'failed') return;
    const keys = [receivedKey(source), source.objectKey, ...source.renditions.map(({ objectKey }) => objectKey)];
    await this.stores.deleteAll(source.storage, keys);
    await this.leases.forget(sourceId);
  }
}
