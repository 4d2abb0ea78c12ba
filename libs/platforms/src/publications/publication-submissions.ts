import { SubmissionJournal } from '@app/core';

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
  mostUnconfirmed: 1,
});
