import { SubmissionJournal } from '@app/core';
import type { EntityManager } from 'typeorm';

/** Ten years: only the platform's answer settles an unanswered publishing call, never time. */
const FOREVER_SECONDS = 315_360_000;

/**
 * The calls that publish. The reference of an accepted one is the platform's id of the post. One that the platform has
 * disproved does not count as unconfirmed.
 */
export const publicationSubmissions = new SubmissionJournal({
  table: 'publication_submissions',
  subject: { table: 'publications', column: 'publication_id' },
  graceSeconds: FOREVER_SECONDS,
  // Workers of versions before migration 3780 still count calls that a platform has disproved.
  mostUnconfirmed: 20,
});

/** Records that the platform failed the post that it had accepted, so that the post may be published again. */
export async function refuseAccepted(publicationId: string, manager: EntityManager): Promise<void> {
  await manager.query(
    `update publication_submissions set state = 'refused', reference = null, updated_at = clock_timestamp()
     where publication_id = $1 and state = 'accepted'`,
    [publicationId],
  );
}
