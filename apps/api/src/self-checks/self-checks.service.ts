import { IdempotencyStore, type Owner } from '@app/core';
import { JobPublisherService, runSelfCheck, type SelfCheck, SelfChecksRepository } from '@app/jobs';
import { Injectable } from '@nestjs/common';

/** Starts self-checks: the row and its job commit together with the answer to the request. */
@Injectable()
export class SelfChecksService {
  constructor(
    private readonly selfChecks: SelfChecksRepository,
    private readonly publisher: JobPublisherService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  start(owner: Owner, workMs: number): Promise<SelfCheck> {
    return this.idempotency.transaction(async (manager) => {
      const created = await this.selfChecks.create(owner, workMs, manager);
      await this.publisher.publish(runSelfCheck, { selfCheckId: created.id }, { manager });
      return created;
    });
  }
}
