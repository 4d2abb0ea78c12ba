import { notFound, type Owner } from '@app/core';
import { cancelRender, eraseRender, JobPublisherService } from '@app/jobs';
import { RendersRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Deletes renders for their owners, and cancels running ones first. Workers delete the files and the edit. */
@Injectable()
export class RenderDeletionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly renders: RendersRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Does nothing for a render that was deleted before. @throws not_found */
  async delete(owner: Owner, renderId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = await this.renders.markDeleted(owner, renderId, manager);
      if (!before) throw notFound();
      if (before.wasDeleted) return;
      if (!before.wasFinished) await this.publisher.publish(cancelRender, { renderId }, { manager });
      await this.publisher.publish(eraseRender, { renderId }, { manager });
    });
  }
}
