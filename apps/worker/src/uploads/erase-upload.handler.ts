import { eraseUpload, HandlesJob, JobPublisherService, type UploadPayload } from '@app/jobs';
import { ObjectStores } from '@app/storage';
import { receivedKeys, sourceKey, type Upload, UploadLeasesRepository, uploadKey } from '@app/uploads';
import { Injectable } from '@nestjs/common';

/** Deletes the files of an upload that has ended, and the row of a deleted one. */
@HandlesJob(eraseUpload)
@Injectable()
export class EraseUploadHandler {
  constructor(
    private readonly leases: UploadLeasesRepository,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
  ) {}

  async handle({ uploadId }: UploadPayload): Promise<void> {
    const upload = await this.leases.ended(uploadId);
    if (!upload) return;
    await this.eraseFiles(upload);
    const openMs = upload.urlsEndAt.getTime() - Date.now();
    if (openMs <= 0) return this.leases.forget(upload);
    // A client may still send files for which it has a URL.
    await this.leases.eraseAgainAt(upload, upload.urlsEndAt);
    await this.publisher.publish(eraseUpload, { uploadId }, { delayMs: openMs + 1_000 });
  }

  /** Repeatable: a missing object counts as deleted. */
  async eraseFiles(upload: Upload): Promise<void> {
    const store = this.stores.named(upload.storage);
    if (upload.multipartId !== null) await store.abortMultipart(sourceKey(upload), upload.multipartId);
    const made = upload.files.map(({ name }) => uploadKey(upload, name));
    await this.stores.deleteAll(upload.storage, [...receivedKeys(upload), ...made]);
  }
}
