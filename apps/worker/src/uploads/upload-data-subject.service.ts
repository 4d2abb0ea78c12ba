import { QuotaService } from '@app/billing';
import { rowLeaseHeld } from '@app/core';
import { PublicationsRepository } from '@app/platforms';
import { type Upload, UploadDataSubjectRepository, UploadsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EraseUploadHandler } from './erase-upload.handler';

/** Uploads whose files are deleted at the same time: most of that time is waiting for the store. */
const AT_ONCE = 8;

/** Ends the uploads of an account and deletes their files. */
@Injectable()
export class UploadDataSubjectService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: UploadDataSubjectRepository,
    private readonly uploads: UploadsRepository,
    private readonly publications: PublicationsRepository,
    private readonly quota: QuotaService,
    private readonly files: EraseUploadHandler,
  ) {}

  /**
   * Cancels what has not ended, with its posts. Workers end what they are working on soon after.
   * @throws the first error of an upload, when the others are cancelled
   */
  async stop(userId: string): Promise<void> {
    const errors: unknown[] = [];
    for (const upload of await this.records.unfinished(userId))
      await this.cancel(upload).catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }

  private cancel(upload: Upload): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await this.publications.cancelAll(upload.id, manager);
      const isCancelled = await this.uploads.cancel(upload, 'account_erased', manager);
      if (isCancelled) await this.quota.release('uploads', upload.id, manager);
      else await this.uploads.requestCancel(upload, manager);
    });
  }

  /**
   * Deletes each upload with its files, so that a run that has to stop leaves less for the next one. An upload whose
   * files cannot be deleted stays, but keeps no other.
   * @throws row_lease_held, retryable, while workers are still ending uploads; the first error of an upload
   */
  async release(userId: string, signal: AbortSignal): Promise<void> {
    const { length: held } = await this.records.unfinished(userId);
    if (held > 0) throw rowLeaseHeld(`${held} uploads of the account are still ending.`, { retryAfterSeconds: 5 });
    const errors: unknown[] = [];
    let after: string | undefined;
    do {
      signal.throwIfAborted();
      const some = await this.records.some(userId, after, AT_ONCE);
      await Promise.all(some.map((upload) => this.erase(upload).catch((error: unknown) => errors.push(error))));
      after = some.at(-1)?.id;
    } while (after !== undefined);
    if (errors.length > 0) throw errors[0];
  }

  private async erase(upload: Upload): Promise<void> {
    await this.files.eraseFiles(upload);
    await this.records.remove(upload);
  }
}
