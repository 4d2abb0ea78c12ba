import { rowLeaseHeld } from '@app/core';
import { cancelRender, JobPublisherService } from '@app/jobs';
import { RenderDataSubjectRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { EraseRenderHandler } from './erase-render.handler';

const AT_ONCE = 100;

/** Ends the renders of an account and deletes their files. */
@Injectable()
export class RenderDataSubjectService {
  constructor(
    private readonly records: RenderDataSubjectRepository,
    private readonly publisher: JobPublisherService,
    private readonly files: EraseRenderHandler,
  ) {}

  /** Cancels what has not ended. Workers end it soon after. */
  async stop(userId: string): Promise<void> {
    for (const renderId of await this.records.cancelAll(userId))
      await this.publisher.publish(cancelRender, { renderId });
  }

  /** @throws row_lease_held, retryable, while renders are still ending */
  async release(userId: string, signal: AbortSignal): Promise<void> {
    const { length: held } = await this.records.cancelAll(userId);
    if (held > 0) throw rowLeaseHeld(`${held} renders of the account are still ending.`, { retryAfterSeconds: 5 });
    for (
      let stored = await this.records.stored(userId, AT_ONCE);
      stored.length > 0;
      stored = await this.records.stored(userId, AT_ONCE)
    ) {
      for (const { id } of stored) {
        signal.throwIfAborted();
        await this.files.handle({ renderId: id });
      }
    }
  }
}
