import { EntitlementsService, QuotaService } from '@app/billing';
import type { Owner } from '@app/core';
import { JobPublisherService, processUpload } from '@app/jobs';
import { type Upload, UploadsRepository, uploadNotRetryable, uploadStateConflict } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RetryUploadDto } from './upload.dto';
import { UploadOptionsService } from './upload-options.service';
import { UploadReaderService } from './upload-reader.service';

const MOST_RETRIES = 5;

/** Has uploads processed again. */
@Injectable()
export class UploadRetryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly options: UploadOptionsService,
    private readonly entitlements: EntitlementsService,
    private readonly quota: QuotaService,
    private readonly publisher: JobPublisherService,
  ) {}

  /**
   * Repeats what failed; what is done already stays. Takes a unit of the quota again when a failure gave it back.
   * @throws not_found, upload_state_conflict, upload_not_retryable, quota_exceeded
   */
  async retry(owner: Owner, id: string, choice: RetryUploadDto): Promise<Upload> {
    const upload = await this.reader.find(owner, id);
    assertRetryable(upload);
    const { telemetry_candidate: telemetryCandidate, telemetry_offset_ms: telemetryOffsetMs } = choice;
    const options = {
      ...upload.options,
      ...(telemetryCandidate !== undefined && { telemetryCandidate }),
      ...(telemetryOffsetMs !== undefined && { telemetryOffsetMs }),
    };
    const priority = this.options.priorityOf(await this.entitlements.of(upload.userId));
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.uploads.retry(upload, options, manager)))
        throw uploadStateConflict('Another request was first.');
      await this.quota.reserve(upload.userId, 'uploads', id, manager);
      await this.publisher.publish(processUpload, { uploadId: id }, { manager, ...priority });
    });
    return this.reader.find(owner, id);
  }
}

/** @throws upload_state_conflict, upload_not_retryable */
function assertRetryable({ status, stages, erasedAt, error, retries }: Upload): void {
  const isIncomplete = status === 'completed' && stages.telemetry?.status === 'failed';
  if (status !== 'failed' && status !== 'partial' && !isIncomplete)
    throw uploadStateConflict(`The upload is ${status}, and nothing about it failed.`);
  if (erasedAt) throw uploadNotRetryable('The files of the upload were deleted.');
  if (error?.extra?.retryable === false) throw uploadNotRetryable(error.message);
  if (retries >= MOST_RETRIES) throw uploadNotRetryable(`The upload was retried ${MOST_RETRIES} times.`);
}
