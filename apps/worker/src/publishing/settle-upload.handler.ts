import { HandlesJob, settleUpload, type UploadPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PublicationSettlementService } from './publication-settlement.service';

/** Ends an upload whose last open posts were cancelled. */
@HandlesJob(settleUpload)
@Injectable()
export class SettleUploadHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settlement: PublicationSettlementService,
  ) {}

  async handle({ uploadId }: UploadPayload): Promise<void> {
    await this.dataSource.transaction((manager) => this.settlement.settleUpload(uploadId, manager));
  }
}
