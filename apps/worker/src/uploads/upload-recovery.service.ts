import { AppError, backoffMs } from '@app/core';
import { outageOf } from '@app/jobs';
import { type TakenUpload, uploadFailed, uploadFaultOf, uploadSpaceMissing } from '@app/uploads';
import { Injectable, Logger } from '@nestjs/common';
import { UploadSettlementService } from './upload-settlement.service';

/** Number of runs ended by a fault of ours after which an upload is given up. */
const MAX_ATTEMPTS = 3;
const PAUSES = { firstMs: 2_000, maxMs: 60_000 };

/** Decides what an error of the work means for an upload. */
@Injectable()
export class UploadRecoveryService {
  private readonly logger = new Logger('Uploads');

  constructor(private readonly settlement: UploadSettlementService) {}

  async recover(taken: TakenUpload, error: unknown): Promise<void> {
    const { upload } = taken;
    const outage = outageOf(error, upload.failingSince);
    if (outage && !outage.isOver) return this.settlement.retryLater(taken, { ...outage, attempts: -1 });
    const isUnnamed = outage?.isFull && !uploadSpaceMissing.is(error);
    const fault = isUnnamed ? uploadSpaceMissing(undefined, { cause: error }) : error;
    if (outage && fault instanceof AppError) return this.settlement.fail(taken, uploadFaultOf(fault));
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
