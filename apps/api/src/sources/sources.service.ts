import { IdempotencyStore, type Owner } from '@app/core';
import { eraseSource, ingestSource, JobPublisherService } from '@app/jobs';
import { type NewSource, type Source, SourcesRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QueuedSourceResponse, TransferResponse } from './json-api.response';
import { NewSourceFactory } from './new-source-factory';
import type { SourceDto, TransferDto } from './source.dto';

/** Has files fetched into our storage, and deleted again. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly database: DataSource,
    private readonly sources: SourcesRepository,
    private readonly factory: NewSourceFactory,
    private readonly publisher: JobPublisherService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  fetch(owner: Owner, source: SourceDto): Promise<QueuedSourceResponse> {
    return this.create(owner, this.factory.ofSource(source), 201, ({ id }) => QueuedSourceResponse.of(id));
  }

  transfer(owner: Owner, transfer: TransferDto): Promise<TransferResponse> {
    return this.create(owner, this.factory.ofTransfer(transfer), 200, (created) => TransferResponse.of(created));
  }

  /** Once is enough: what is deleted already stays so. */
  async delete(owner: Owner, { id }: Source): Promise<void> {
    await this.database.transaction(async (manager) => {
      if (await this.sources.remove(owner, id, manager))
        await this.publisher.publish(eraseSource, { sourceId: id }, { manager });
    });
  }

  private create<Answer>(
    owner: Owner,
    order: NewSource,
    status: number,
    answer: (created: Source) => Answer,
  ): Promise<Answer> {
    return this.database.transaction(async (manager) => {
      const { source } = await this.sources.create(owner, order, manager);
      await this.publisher.publish(ingestSource, { sourceId: source.id }, { manager });
      const body = answer(source);
      await this.idempotency.record(manager, status, body);
      return body;
    });
  }
}
