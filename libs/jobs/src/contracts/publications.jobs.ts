import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { CLIENTS_LAST, defineJob } from './define-job';

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

/** Posts of one account, perhaps none, and whether its followers are counted as well. */
export class PostMetricsPayload {
  @IsUUID()
  accountId: string;

  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  publicationIds: string[];

  @IsOptional()
  @IsBoolean()
  followers?: boolean;
}

/**
 * Reads the figures of live posts, and the number of followers, from their platform. Their rows say when they are read
 * again, so a job that is lost or fails is not repeated.
 */
export const fetchPostMetrics = defineJob({
  name: 'post_metrics.fetch',
  queue: 'io',
  payload: PostMetricsPayload,
  retry: { attempts: 2, backoffMs: 30_000 },
  timeoutSeconds: 300,
  priority: CLIENTS_LAST,
});
