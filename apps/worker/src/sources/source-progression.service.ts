import type { Lease } from '@app/core';
import { eraseSource, ingestSource, JobPublisherService, notifySource, type Outage } from '@app/jobs';
import { type Rendition, SourceLeasesRepository, type StoredSource, type TakenSource } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Why a source failed, as its owner may read it. */
export interface SourceFault {
  code: string;
  message: string;
}

const TRIED_TOO_OFTEN: SourceFault = { code: 'internal_error', message: 'It was tried too often.' };

/** The changes of a source that its owner is notified of; each commits together with its notification. */
@Injectable()
export class SourceProgressionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: SourceLeasesRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  async ready({ source, lease }: TakenSource, stored: StoredSource): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.markReady(lease, stored, manager);
      await this.tell(source, manager);
    });
    Object.assign(source, stored, { status: 'ready', failingSince: null });
  }

  async renditionEnded({ source, lease }: TakenSource, ended: Rendition): Promise<void> {
    const renditions = source.renditions.map((rendition) => (rendition.id === ended.id ? ended : rendition));
    await this.dataSource.transaction(async (manager) => {
      await this.leases.writeRenditions(lease, renditions, manager);
      await this.tell(source, manager, ended.id);
    });
    Object.assign(source, { renditions, failingSince: null });
  }

  async finish({ source, lease }: TakenSource): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.finish(lease, manager);
      await this.startNext(source.userId, manager);
    });
  }

  /** Tries the source again later; nobody is notified before it has ended. */
  async wait({ source, lease }: TakenSource, outage: Outage): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.wait(lease, outage, manager);
      const options = { manager, delayMs: outage.seconds * 1_000 };
      await this.publisher.publish(ingestSource, { sourceId: source.id }, options);
      await this.startNext(source.userId, manager);
    });
  }

  /** Renditions that have not ended by now never will be ready. The file of a failed source is deleted. */
  giveUp(taken: TakenSource, error: SourceFault): Promise<void> {
    return this.dataSource.transaction((manager) => this.end(taken, error, manager));
  }

  /** Ends a source that was tried too often, because the worker of each attempt died or stopped before its end. */
  async giveUpOverdue(lease: Lease, manager: EntityManager): Promise<void> {
    const source = await this.leases.find(lease.id, manager);
    if (source) await this.end({ source, lease }, TRIED_TOO_OFTEN, manager);
  }

  private async end({ source, lease }: TakenSource, error: SourceFault, manager: EntityManager): Promise<void> {
    const open = source.renditions.filter(({ status }) => status !== 'ready' && status !== 'failed');
    const renditions = source.renditions.map((rendition) =>
      open.includes(rendition) ? failedRendition(rendition, error.message) : rendition,
    );
    if (source.status === 'ready') {
      await this.leases.writeRenditions(lease, renditions, manager);
      await this.leases.finish(lease, manager);
    } else {
      await this.leases.fail(lease, error, renditions, manager);
      await this.publisher.publish(eraseSource, { sourceId: source.id }, { manager });
      await this.tell(source, manager);
    }
    for (const { id } of open) await this.tell(source, manager, id);
    await this.startNext(source.userId, manager);
  }

  /** Publishes what may have waited for the end of a source of this owner. */
  private async startNext(userId: string, manager: EntityManager): Promise<void> {
    const sourceId = await this.leases.nextWaiting(userId, manager);
    if (sourceId !== undefined) await this.publisher.publishAgain(ingestSource, { sourceId }, manager);
  }

  private async tell(
    { id, callbackUrl }: TakenSource['source'],
    manager: EntityManager,
    renditionId?: string,
  ): Promise<void> {
    if (callbackUrl) await this.publisher.publish(notifySource, { sourceId: id, renditionId }, { manager });
  }
}

export const failedRendition = ({ id, transformation }: Rendition, error: string): Rendition => ({
  id,
  status: 'failed',
  transformation,
  error,
});
