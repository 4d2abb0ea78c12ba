import { rowLeaseHeld } from '@app/core';
import { cancelRender, JobPublisherService } from '@app/jobs';
import { RenderDataSubjectRepository } from '@app/render-proxy';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasureService } from '../data-subject/account-erasure.service';
import { DataExportService } from '../data-subject/data-export.service';
import { EraseRenderHandler } from './erase-render.handler';

const AT_ONCE = 100;

/** Renders, templates and sources in the archive of an account and at its end. */
@Injectable()
export class RenderDataSubjectService implements OnModuleInit {
  constructor(
    private readonly personalData: DataExportService,
    private readonly erasure: AccountErasureService,
    private readonly records: RenderDataSubjectRepository,
    private readonly publisher: JobPublisherService,
    private readonly files: EraseRenderHandler,
  ) {}

  onModuleInit(): void {
    this.personalData.register({ name: 'renders', read: (userId) => this.records.of(userId) });
    this.erasure.register({
      name: 'renders',
      release: (userId, signal) => this.release(userId, signal),
      erase: (userId, manager) => this.records.erase(userId, manager),
    });
  }

  /** @throws row_lease_held, retryable, while renders are still ending */
  private async release(userId: string, signal: AbortSignal): Promise<void> {
    const unfinished = await this.records.cancelAll(userId);
    for (const renderId of unfinished) await this.publisher.publish(cancelRender, { renderId });
    if (unfinished.length > 0)
      throw rowLeaseHeld(`${unfinished.length} renders of the account are still ending`, { retryAfterSeconds: 5 });
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
