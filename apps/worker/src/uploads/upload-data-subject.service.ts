import { QuotaService } from '@app/billing';
import { rowLeaseHeld } from '@app/core';
import { PublicationsRepository } from '@app/platforms';
import { UploadDataSubjectRepository, UploadsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EraseUploadHandler } from './erase-upload.handler';

const AT_ONCE = 100;

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

  /** @throws row_lease_held, retryable, while workers are still ending uploads */
  async release(userId: string, signal: AbortSignal): Promise<void> {
    let held = 0;
    for (const upload of await this.records.unfinished(userId)) {
      await this.dataSource.transaction(async (manager) => {
        await this.publications.cancelAll(upload.id, manager);
        const isCancelled = await this.uploads.cancel(upload, 'account_erased', manager);
        if (isCancelled) await this.quota.release('uploads', upload.id, manager);
        else if (await this.uploads.requestCancel(upload, manager)) held += 1;
      });
    }
    if (held > 0) throw rowLeaseHeld(`${held} uploads of the account are still ending`, { retryAfterSeconds: 5 });
    for (
      let after = '', stored = await this.records.stored(userId, after, AT_ONCE);
      stored.length > 0;
      stored = await this.records.stored(userId, after, AT_ONCE)
    ) {
      for (const upload of stored) {
        signal.throwIfAborted();
        await this.files.eraseFiles(upload);
        after = upload.id;
      }
    }
  }
}
