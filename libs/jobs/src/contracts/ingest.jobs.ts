import { IsOptional, IsUUID } from 'class-validator';
import { CLIENTS_LAST, defineJob } from './define-job';

export class SourcePayload {
  @IsUUID()
  sourceId: string;
}

export class NotifySourcePayload extends SourcePayload {
  /** The rendition that is ready or has failed; without it the notification is about the source itself. */
  @IsOptional()
  @IsUUID()
  renditionId?: string;
}

/**
 * Copies a source into our storage and creates its renditions. The source's row decides whether there is work to do.
 */
export const ingestSource = defineJob({
  name: 'source.ingest',
  queue: 'heavy',
  payload: SourcePayload,
  retry: { attempts: 4, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 4 * 3_600,
  oncePer: ({ sourceId }) => sourceId,
});

/** Deletes the files of a deleted source, then its row, and the files of one that failed. */
export const eraseSource = defineJob({
  name: 'source.erase',
  queue: 'io',
  payload: SourcePayload,
  retry: { attempts: 8, backoffMs: 5_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 300,
});

/**
 * Notifies the client's callback address about a source or one of its renditions: up to ten attempts within about an
 * hour.
 */
export const notifySource = defineJob({
  name: 'source.notify',
  queue: 'io',
  priority: CLIENTS_LAST,
  payload: NotifySourcePayload,
  retry: { attempts: 10, backoffMs: 8_000, maxBackoffMs: 900_000 },
  timeoutSeconds: 60,
});
