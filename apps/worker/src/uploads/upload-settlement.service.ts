import { QuotaService } from '@app/billing';
import { eraseUpload, JobPublisherService, processUpload } from '@app/jobs';
import { type TakenUpload, type UploadFault, UploadLeasesRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The only code that ends uploads: status, quota unit and follow-up work commit together. */
@Injectable()
export class UploadSettlementService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: UploadLeasesRepository,
    private readonly quota: QuotaService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** All targets, or some of them, are finished; the unit is used. */
  async complete(taken: TakenUpload, outcome: 'completed' | 'partial'): Promise<void> {
    await this.end(taken, async (manager) => {
      await this.leases.finish(taken.lease, outcome, manager);
      await this.quota.use('uploads', taken.upload.id, manager);
    });
  }

  /** Keeps its files for a retry. */
  async fail(taken: TakenUpload, error: UploadFault): Promise<void> {
    await this.end(taken, async (manager) => {
      await this.leases.fail(taken.lease, error, manager);
      await this.quota.release('uploads', taken.upload.id, manager);
    });
  }

  async cancel(taken: TakenUpload): Promise<void> {
    await this.end(taken, async (manager) => {
      await this.leases.cancel(taken.lease, manager);
      await this.quota.release('uploads', taken.upload.id, manager);
      await this.publisher.publish(eraseUpload, { uploadId: taken.upload.id }, { manager });
    });
  }

  /** Releases the lease; the job is retried after this many seconds. */
  async retryLater(
    { lease, upload }: TakenUpload,
    { seconds, attempts, waitingFor }: { seconds: number; attempts: number; waitingFor?: string },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const waiting = waitingFor ? { waitingFor } : {};
      await this.leases.release(lease, { delaySeconds: seconds, attempts, ...waiting }, manager);
      await this.publisher.publish(processUpload, { uploadId: upload.id }, { manager, delayMs: seconds * 1_000 });
    });
  }

  private async end({ upload }: TakenUpload, change: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await change(manager);
      const next = await this.leases.nextWaiting(upload.userId, manager);
      if (next) await this.publisher.publishAgain(processUpload, { uploadId: next }, manager);
    });
  }
}
