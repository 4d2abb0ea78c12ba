import { IdempotencyStore, type Owner } from '@app/core';
import { JobPublisherService, runSelfCheck, SelfChecksRepository } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SelfCheckResponse } from './self-check.response';

/** Starts self-checks: row, job and the answer to this request are there together or not at all. */
@Injectable()
export class SelfChecksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly selfChecks: SelfChecksRepository,
    private readonly publisher: JobPublisherService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  start(owner: Owner, workMs: number): Promise<SelfCheckResponse> {
    return this.dataSource.transaction(async (manager) => {
      const created = SelfCheckResponse.of(await this.selfChecks.create(owner, workMs, manager));
      await this.publisher.publish(runSelfCheck, { selfCheckId: created.id }, { manager });
      await this.idempotency.record(manager, 201, created);
      return created;
    });
  }
}
