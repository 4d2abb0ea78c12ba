import { AppError, backoffMs } from '@app/core';
import { type TakenUpload, uploadFailed, uploadFaultOf, uploadSpaceMissing } from '@app/uploads';
import { Injectable, Logger } from '@nestjs/common';
import { isSpaceMissing } from './space-missing';
import { UploadSettlementService } from './upload-settlement.service';

/** Number of runs ended by a fault of ours after which an upload is given up. */
const MAX_ATTEMPTS = 3;
/** How long an upload waits for a store or for disk space. */
const GIVE_UP_SECONDS = 24 * 3_600;
const SPACE_SECONDS = 30;
const STORE_SECONDS = 10;
const PAUSES = { firstMs: 2_000, maxMs: 60_000 };

/** Decides what an error of the work means for an upload. */
@Injectable()
export class UploadRecoveryService {
  private readonly logger = new Logger('Uploads');

  constructor(private readonly settlement: UploadSettlementService) {}

  async recover(taken: TakenUpload, error: unknown): Promise<void> {
    const { upload } = taken;
    const fault = isSpaceMissing(error) ? uploadSpaceMissing(undefined, { cause: error }) : error;
    if (fault instanceof AppError && fault.kind === 'unavailable') {
      if (isOver(upload.failingSince)) return this.settlement.fail(taken, uploadFaultOf(fault));
      const { code, options } = fault;
      const wait = uploadSpaceMissing.is(fault)
        ? { seconds: SPACE_SECONDS, waitingFor: 'disk_space' }
        : { seconds: options.retryAfterSeconds ?? STORE_SECONDS, waitingFor: code };
      return this.settlement.retryLater(taken, { ...wait, attempts: -1 });
    }
    if (fault instanceof AppError && !fault.retryable && fault.kind !== 'internal')
      return this.settlement.fail(taken, {
        ...uploadFaultOf(fault),
        extra: { ...fault.options.extra, retryable: false },
      });
    this.logger.warn('the work on an upload was interrupted', {
      upload: upload.id,
      attempts: upload.attempts,
      err: error,
    });
    if (upload.attempts >= MAX_ATTEMPTS)
      return this.settlement.fail(taken, uploadFaultOf(fault instanceof AppError ? fault : uploadFailed()));
    await this.settlement.retryLater(taken, { seconds: backoffMs(upload.attempts, PAUSES) / 1_000, attempts: 0 });
  }
}

const isOver = (failingSince: Date | null): boolean =>
  failingSince !== null && Date.now() - failingSince.getTime() > GIVE_UP_SECONDS * 1_000;
