import { affectedRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PUBLICATION_COLUMNS, type Publication, type PublicationFault } from './publication';

/** Publications that failed before they could be sent. */
@Injectable()
export class UndeliveredPublicationsRepository {
  /**
   * Ends the pending publications of an upload on these platforms.
   * @param faults by platform
   * @returns whether there were any
   */
  async fail(
    uploadId: string,
    faults: ReadonlyMap<string, PublicationFault>,
    manager: EntityManager,
  ): Promise<boolean> {
    let total = 0;
    for (const [platform, fault] of faults) {
      total += await affectedRows(
        manager,
        `update publications set status = 'failed', fault = $3, notice_due = true, revision = revision + 1, updated_at = clock_timestamp()
         where upload_id = $1 and platform = $2 and status = 'pending'`,
        [uploadId, platform, fault],
      );
    }
    return total > 0;
  }

  /** Ends publications with their video that their platform would refuse. @param faults by publication */
  async refuse(faults: ReadonlyMap<string, PublicationFault>, manager: EntityManager): Promise<void> {
    for (const [id, fault] of faults)
      await manager.query(
        `update publications set status = 'failed', fault = $2, notice_due = true, due_at = null, deadline_at = null,
           revision = revision + 1, updated_at = clock_timestamp()
         where id = $1 and status in ('pending', 'scheduled')`,
        [id, fault],
      );
  }

  /**
   * Takes the publications that their owner was not notified of yet, each once; leaves out those that were retried
   * since.
   */
  async takeNotices(uploadId: string, manager: EntityManager): Promise<Publication[]> {
    const [rows] = await manager.query<[Publication[], number]>(
      `update publications set notice_due = false where upload_id = $1 and notice_due returning ${PUBLICATION_COLUMNS}`,
      [uploadId],
    );
    return rows.filter(({ status }) => status === 'failed');
  }
}
