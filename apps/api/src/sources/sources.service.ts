import { IdempotencyStore, type Owner } from '@app/core';
import { eraseSource, ingestSource, JobPublisherService } from '@app/jobs';
import { type NewSource, type Source, SourcesRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NewSourceFactory } from './new-source-factory';
import type { SourceDto, TransferDto } from './source.dto';

/** Requests the fetching of files into our storage, and their deletion. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: SourcesRepository,
    private readonly factory: NewSourceFactory,
    private readonly publisher: JobPublisherService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  fetch(owner: Owner, source: SourceDto): Promise<Source> {
    return this.create(owner, this.factory.ofSource(source));
  }

  transfer(owner: Owner, transfer: TransferDto): Promise<Source> {
    return this.create(owner, this.factory.ofTransfer(transfer));
  }

  /** Repeatable: a deleted source stays deleted. */
  async delete(owner: Owner, { id }: Source): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (await this.sources.remove(owner, id, manager))
        await this.publisher.publish(eraseSource, { sourceId: id }, { manager });
    });
  }

  private create(owner: Owner, order: NewSource): Promise<Source> {
    return this.idempotency.transaction(async (manager) => {
      const { source } = await this.sources.create(owner, order, manager);
      await this.publisher.publish(ingestSource, { sourceId: source.id }, { manager });
      return source;
    });
  }
}
