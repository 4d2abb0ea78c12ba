import {
  HandlesJob,
  type HeldLease,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  type LastWrite,
  processUpload,
  type UploadPayload,
  withLease,
} from '@app/jobs';
import { ObjectStores } from '@app/storage';
import { type TakenUpload, UploadLeasesRepository } from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { UploadPipelineService } from './upload-pipeline.service';
import { UploadRecoveryService } from './upload-recovery.service';
import { UploadSettlementService } from './upload-settlement.service';
import { UploadWorkFiles } from './upload-work-files';

/** Turns an uploaded video into the versions for its platforms; keeps the results of earlier runs. */
@HandlesJob(processUpload)
@Injectable()
export class ProcessUploadHandler {
  constructor(
    private readonly leases: UploadLeasesRepository,
    private readonly pipeline: UploadPipelineService,
    private readonly settlement: UploadSettlementService,
    private readonly recovery: UploadRecoveryService,
    private readonly stores: ObjectStores,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  handle({ uploadId }: UploadPayload, { signal }: JobRun): Promise<void> {
    const leaseSeconds = this.config.JOB_LOCK_SECONDS;
    return withLease<TakenUpload, number>({
      leaseSeconds,
      signal,
      acquire: () => this.take(uploadId, leaseSeconds),
      renew: ({ lease }, progress) => this.leases.renew(lease, leaseSeconds, progress),
      work: (taken, held) => this.work(taken, held),
      handBack: ({ lease }) => this.leases.release(lease, { delaySeconds: 0, attempts: -1 }),
      cancelled: (taken) => this.settlement.cancel(taken),
      failed: (taken, error) => this.recovery.recover(taken, error),
    });
  }

  /**
   * Takes the upload; undefined when there is nothing to do, and when another upload comes first. In every case it
   * starts the processing of the next upload.
   */
  private async take(uploadId: string, leaseSeconds: number): Promise<TakenUpload | undefined> {
    const taken = await this.leases.take(uploadId, leaseSeconds, (upload, manager) =>
      this.settlement.begin(upload, manager),
    );
    await this.settlement.startNext();
    return taken;
  }

  private async work(taken: TakenUpload, held: HeldLease<number>): Promise<LastWrite> {
    const files = new UploadWorkFiles(taken.upload, this.stores.named(taken.upload.storage), held.signal);
    try {
      return await this.pipeline.run(taken, files, held);
    } finally {
      await files.remove();
    }
  }
}
