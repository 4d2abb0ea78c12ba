import { SubmissionJournal } from '@app/core';

/** Submissions to providers that charge for each of them. Every unconfirmed one may cost us money, never the user. */
export const renderSubmissions = new SubmissionJournal({
  table: 'render_submissions',
  subject: { table: 'renders', column: 'render_id' },
  graceSeconds: 180,
  mostUnconfirmed: 2,
});
