import { counter } from '@app/core';
import { eraseUpload, HandlesJob, JobPublisherService, type UploadPayload } from '@app/jobs';
import { ErasedPublicationsRepository } from '@app/platforms';
import { ObjectStores } from '@app/storage';
import {
  addressedKeys,
  DeletedUploadsRepository,
  receivedKeys,
  sourceKey,
  type Upload,
  UploadLeasesRepository,
  uploadKey,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A client may begin to send a file in the last second of its address, over a slow line. */
const LONGEST_SENDING_MS = 3_600_000;
/** When to look again whether workers are done with the posts of a deleted upload. */
const POSTS_AGAIN_MS = 3_600_000;

const lateFiles = counter('uploads_late_files_total', 'Files that clients sent after their upload had ended');

/** Deletes the files of an upload that has ended, and the texts of a deleted one. */
@HandlesJob(eraseUpload)
@Injectable()
export class EraseUploadHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: UploadLeasesRepository,
    private readonly deleted: DeletedUploadsRepository,
    private readonly posts: ErasedPublicationsRepository,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
  ) {}

  async handle({ uploadId }: UploadPayload): Promise<void> {
    const upload = await this.leases.ended(uploadId);
    if (!upload) return;
    const closedAt = new Date(upload.urlsEndAt.getTime() + LONGEST_SENDING_MS);
    const openMs = closedAt.getTime() - Date.now();
    if (openMs <= 0) await this.countLate(upload);
    await this.eraseFiles(upload);
    if (openMs <= 0) return this.forget(upload);
    // Clients may still have upload addresses. The store refuses what they send there; what a store accepts
    // nevertheless is deleted later.
    await this.stores.block(upload.storage, addressedKeys(upload));
    await this.leases.eraseAgainAt(upload, closedAt);
    await this.publisher.publish(eraseUpload, { uploadId }, { delayMs: openMs + 1_000 });
  }

  /** Repeatable: a missing object counts as deleted. */
  async eraseFiles(upload: Upload): Promise<void> {
    const store = this.stores.named(upload.storage);
    if (upload.multipartId !== null) await store.abortMultipart(sourceKey(upload), upload.multipartId);
    const made = upload.files.map(({ name }) => uploadKey(upload, name));
    await this.stores.deleteAll(upload.storage, [...receivedKeys(upload), ...made]);
  }

  private async forget(upload: Upload): Promise<void> {
    if (upload.deletedAt === null || (await this.eraseTexts(upload))) return this.leases.forget(upload);
    // The reconciler runs this job again then.
    await this.leases.eraseAgainAt(upload, new Date(Date.now() + POSTS_AGAIN_MS));
  }

  private eraseTexts(upload: Upload): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.posts.erase(upload.id, manager))) return false;
      await this.deleted.erase(upload, manager);
      return true;
    });
  }

  private async countLate(upload: Upload): Promise<void> {
    const store = this.stores.named(upload.storage);
    const found = await Promise.all(addressedKeys(upload).map((key) => store.head(key)));
    const endedAt = upload.finishedAt ?? new Date();
    lateFiles.inc(found.filter((object) => object && object.size > 0 && object.updatedAt > endedAt).length);
  }
}
