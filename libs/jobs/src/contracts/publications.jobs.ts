import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class PublicationPayload {
  @IsUUID()
  publicationId: string;
}

/** Takes the next step of a post: publishes it, queries the outcome, or checks whether it is live. Its row decides. */
export const advancePublication = defineJob({
  name: 'publication.advance',
  queue: 'io',
  payload: PublicationPayload,
  retry: { attempts: 10, backoffMs: 1_000, maxBackoffMs: 30_000 },
  timeoutSeconds: 6 * 3_600,
  oncePer: ({ publicationId }) => publicationId,
});
