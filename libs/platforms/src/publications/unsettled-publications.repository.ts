import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const IS_ENDED = `(status in ('verified', 'failed', 'cancelled') or status in ('published', 'unknown') and due_at is null)`;
const AWAITS_APPROVAL = `(status = 'pending' and approval = 'required' and file is not null)`;
/** The job that reports it runs within seconds. */
const IS_UNREPORTED = `(notice_due and updated_at < clock_timestamp() - interval '60 seconds')`;

/** An upload with a state that every change of its publications replaces. */
export interface UnsettledUpload {
  id: string;
  state: number;
}

/** Publications whose change had to be followed by work on their upload that did not happen. */
@Injectable()
export class UnsettledPublicationsRepository {
  /**
   * - Of the candidates: uploads whose publications have all ended.
   * - Of the candidates without a request for an approval: also uploads whose publications need one.
   * - Of all uploads: those whose owner was not notified of a failed publication.
   */
  async uploadsToSettle(
    candidates: readonly { id: string; isRequested: boolean }[],
    { limit }: { limit: number },
    manager: EntityManager,
  ): Promise<UnsettledUpload[]> {
    const unrequested = candidates.filter(({ isRequested }) => !isRequested);
    return manager.query<UnsettledUpload[]>(
      `select upload_id as id, sum(revision)::int as state from publications
       where upload_id = any($1::uuid[] || array(select upload_id from publications where ${IS_UNREPORTED} limit $3))
       group by upload_id
       having upload_id = any($1) and bool_and(${IS_ENDED})
         or upload_id = any($2) and bool_or(${AWAITS_APPROVAL})
         or bool_or(${IS_UNREPORTED})
       order by min(updated_at) limit $3`,
      [candidates.map(({ id }) => id), unrequested.map(({ id }) => id), limit],
    );
  }
}
