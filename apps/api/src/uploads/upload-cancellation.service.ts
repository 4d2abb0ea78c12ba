import { QuotaService } from '@app/billing';
import type { Owner } from '@app/core';
import { eraseUpload, JobPublisherService, processUpload, settleUpload } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import { PublicationsRepository } from '@app/platforms';
import { isFinishedUpload, type Upload, UploadsRepository, uploadStateConflict } from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UploadReaderService } from './upload-reader.service';
import { UPLOAD_WATCHER, type UploadWatcher } from './upload-watcher';

/** A worker notices within a second or two; then the answer can show how the upload ended. */
const WAIT_MS = 4_000;
const SENT =
  'The platforms have the posts of the upload, or may have them. A published post can be deleted only on the platform.';

/** Ends uploads at their owner's request: immediately when no worker holds them, otherwise through that worker. */
@Injectable()
export class UploadCancellationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly publications: PublicationsRepository,
    private readonly quota: QuotaService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
    @Inject(UPLOAD_WATCHER) private readonly watcher: UploadWatcher,
  ) {}

  /**
   * Returns the upload as it is a moment later: usually cancelled, its unit given back unless its files were ready.
   * Published posts stay, and so do files that were ready before a retry: the upload then ends with them.
   * @throws not_found; upload_state_conflict when it had already ended in another way, and when none of its posts
   * can be stopped any more
   */
  async cancel(owner: Owner, id: string): Promise<Upload> {
    const before = await this.reader.find(owner, id);
    if (before.status === 'cancelled') return before;
    const isAsked = await this.dataSource.transaction(async (manager) => {
      const { isIdle, isPublished, isStopped } = await this.publications.cancelAll(id, manager);
      // Read after `cancelAll`: a worker that schedules posts of the upload has committed, or waits for this transaction.
      const upload = (await this.uploads.find(owner, id, manager)) ?? before;
      if (upload.status === 'publishing' && (isPublished || !isIdle) && !isStopped) throw uploadStateConflict(SENT);
      await this.publisher.publish(settleUpload, { uploadId: id }, { manager });
      // Published posts stay at the platform; the upload ends with the last of its posts.
      if (isPublished || !isIdle) return this.uploads.requestCancel(upload, manager);
      if (upload.isRetryWithFiles) {
        await this.publisher.publish(processUpload, { uploadId: id }, { manager });
        return this.uploads.requestCancel(upload, manager);
      }
      if (!(await this.uploads.cancel(upload, 'owner', manager))) return this.uploads.requestCancel(upload, manager);
      await this.quota.release('uploads', id, manager);
      await this.publisher.publish(eraseUpload, { uploadId: id }, { manager });
      const event = { type: 'upload.cancelled', data: { id, status: 'cancelled' } } as const;
      await this.events.record(upload.userId, [event], manager);
      return true;
    });
    const [current = before] = await this.uploads.some([id]);
    if (!isAsked && current.status !== 'cancelled') throw uploadStateConflict('The upload has ended.');
    if (isFinishedUpload(current.status)) return current;
    return this.watcher.until(current, ({ status }) => isFinishedUpload(status), WAIT_MS);
  }

  /**
   * Deletes a finished upload and its files. Waits for a cancellation that is under way.
   * @throws not_found; upload_state_conflict while it is unfinished
   */
  async remove(owner: Owner, id: string): Promise<void> {
    const upload = await this.reader.find(owner, id);
    if (await this.removeFinished(upload)) return;
    const [current = upload] = await this.uploads.some([id]);
    if (current.deletedAt) return;
    if (current.cancelRequestedAt) {
      await this.watcher.until(current, ({ status }) => isFinishedUpload(status), WAIT_MS);
      if (await this.removeFinished(upload)) return;
    }
    throw uploadStateConflict('The upload has not ended: cancel it first.');
  }

  /** False while it is unfinished, and when another request deleted it. */
  private removeFinished(upload: Upload): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.uploads.remove(upload, manager))) return false;
      await this.publisher.publish(eraseUpload, { uploadId: upload.id }, { manager });
      await this.events.record(upload.userId, [{ type: 'upload.deleted', data: { id: upload.id } }], manager);
      return true;
    });
  }
}
