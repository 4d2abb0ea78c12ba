import { IsOptional, IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class SourcePayload {
  @IsUUID()
  sourceId: string;
}

export class NotifySourcePayload extends SourcePayload {
  /** The rendition that is ready or has failed; without it the news is about the source itself. */
  @IsOptional()
  @IsUUID()
  renditionId?: string;
}

/** Brings a source into our storage and makes its renditions. The source's row decides whether there is something to do. */
export const ingestSource = defineJob({
  name: 'source.ingest',
  queue: 'heavy',
  payload: SourcePayload,
  retry: { attempts: 4, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 4 * 3_600,
  oncePer: ({ sourceId }) => sourceId,
});

/** Deletes the files of a deleted source, then its row. */
export const eraseSource = defineJob({
  name: 'source.erase',
  queue: 'io',
  payload: SourcePayload,
  retry: { attempts: 8, backoffMs: 5_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 300,
});

/** Tells the address that the client gave about a source or a rendition of it: ten times within about an hour. */
export const notifySource = defineJob({
  name: 'source.notify',
  queue: 'io',
  payload: NotifySourcePayload,
  retry: { attempts: 10, backoffMs: 8_000, maxBackoffMs: 900_000 },
  timeoutSeconds: 60,
});
