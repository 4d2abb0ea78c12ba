import { QuotaService } from '@app/billing';
import { rowLeaseHeld, settleTogether } from '@app/core';
import { PublicationsRepository } from '@app/platforms';
import { UploadDataSubjectRepository, UploadsRepository } from '@app/uploads';
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

  /** Cancels what has not ended, with its posts. Workers end what they are working on soon after. */
  async stop(userId: string): Promise<void> {
    for (const upload of await this.records.unfinished(userId)) {
      await this.dataSource.transaction(async (manager) => {
        await this.publications.cancelAll(upload.id, manager);
        const isCancelled = await this.uploads.cancel(upload, 'account_erased', manager);
        if (isCancelled) await this.quota.release('uploads', upload.id, manager);
        else await this.uploads.requestCancel(upload, manager);
      });
    }
  }

  /**
   * Deletes each upload with its files, so that a run that has to stop leaves less for the next one.
   * @throws row_lease_held, retryable, while workers are still ending uploads
   */
  async release(userId: string, signal: AbortSignal): Promise<void> {
    const { length: held } = await this.records.unfinished(userId);
    if (held > 0) throw rowLeaseHeld(`${held} uploads of the account are still ending`, { retryAfterSeconds: 5 });
    for (let some = await this.next(userId, signal); some.length > 0; some = await this.next(userId, signal))
      await settleTogether(
        some.map(async (upload) => {
          await this.files.eraseFiles(upload);
          await this.records.remove(upload);
        }),
      );
  }

  private next(userId: string, signal: AbortSignal) {
    signal.throwIfAborted();
    return this.records.some(userId, AT_ONCE);
  }
}
