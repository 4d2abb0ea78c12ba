import { JobPublisherService, settleUpload } from '@app/jobs';
import { UnsettledPublicationsRepository } from '@app/platforms';
import { UploadPublishingRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const UPLOADS_A_RUN = 1_000;

/**
 * Publishes again the lost jobs that end uploads, request approvals and report posts without a video. No row has a
 * deadline for these jobs; a job is lost if the change that it makes is missing.
 */
@Injectable()
export class LostSettlementsService {
  constructor(
    private readonly uploads: UploadPublishingRepository,
    private readonly publications: UnsettledPublicationsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Returns the number of uploads. @param hours since the upload changed last, at most */
  async republish(hours: number, manager: EntityManager): Promise<number> {
    const candidates = await this.uploads.untouched(hours, manager);
    const lost = await this.publications.uploadsToSettle(candidates, { limit: UPLOADS_A_RUN }, manager);
    for (const { id, state } of lost)
      await this.publisher.republish(settleUpload, { uploadId: id }, { id, epoch: state }, manager);
    return lost.length;
  }
}
