import { HandlesJob, settleUpload, type UploadPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApprovalRequestsService } from './approval-requests.service';
import { PublicationSettlementService } from './publication-settlement.service';

/**
 * Ends an upload whose last open posts were cancelled, requests the approval that posts wait for, and notifies the owner of
 * posts for which no video was made.
 */
@HandlesJob(settleUpload)
@Injectable()
export class SettleUploadHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settlement: PublicationSettlementService,
    private readonly requests: ApprovalRequestsService,
  ) {}

  async handle({ uploadId }: UploadPayload): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.settlement.settleUpload(uploadId, manager);
      await this.requests.request(uploadId, manager);
      await this.settlement.notifyOfUndelivered(uploadId, manager);
    });
  }
}
