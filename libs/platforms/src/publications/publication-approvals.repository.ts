import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IS_SENT, type PlannedPublication, schedulePublications, UNAPPROVED } from './schedule-publications';

/** Publications that someone has to approve. The check `publications_approved` keeps all others from being scheduled. */
@Injectable()
export class PublicationApprovalsRepository {
  /** Approves the publications of an upload that need an approval. @returns those to work on */
  async approve(uploadId: string, manager: EntityManager): Promise<PlannedPublication[]> {
    await manager.query(
      `update publications set approval = 'given', revision = revision + 1, updated_at = clock_timestamp()
       where upload_id = $1 and approval = 'required' and status <> 'cancelled'`,
      [uploadId],
    );
    return schedulePublications(uploadId, 'approval', manager);
  }

  /**
   * Withdraws the approval of publications that were not sent. A worker that is sending the video of one stops before
   * the call that publishes it.
   */
  async withdraw(uploadId: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update publications set ${UNAPPROVED} where upload_id = $1 and approval = 'given' and not ${IS_SENT}
         and status in ('pending', 'scheduled', 'waiting', 'publishing', 'failed')`,
      [uploadId],
    );
  }
}
