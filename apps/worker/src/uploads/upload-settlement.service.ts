import { QuotaService } from '@app/billing';
import { advancePublication, eraseUpload, JobPublisherService, processUpload, settleUpload } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import {
  awaitsApproval,
  awaitsTime,
  outcomeOf,
  PlatformAdapters,
  type Publication,
  type PublicationFault,
  PublicationsRepository,
  UndeliveredPublicationsRepository,
} from '@app/platforms';
import {
  type StageFindings,
  type TakenUpload,
  UPLOAD_STAGES,
  type Upload,
  type UploadFault,
  UploadLeasesRepository,
  UploadSettingsService,
  type UploadStage,
  type UploadStageRecord,
  UploadTurnsRepository,
  uploadFaultOf,
  uploadOutcome,
  uploadRetryCancelled,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { formerFilesOf, hasFinishedFiles } from './former-files';
import { deliveriesOf, faultsOf } from './publication-deliveries';
import { refusedPosts } from './refused-posts';
import { UploadMailsService } from './upload-mails.service';

/** The only code that ends the work on uploads: status, quota unit, posts and follow-up work commit together. */
@Injectable()
export class UploadSettlementService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: UploadLeasesRepository,
    private readonly settings: UploadSettingsService,
    private readonly mails: UploadMailsService,
    private readonly turns: UploadTurnsRepository,
    private readonly publications: PublicationsRepository,
    private readonly undelivered: UndeliveredPublicationsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly quota: QuotaService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
  ) {}

  /** Reports that a worker has begun. The event commits together with the new state. */
  async begin({ id, userId }: Upload, manager: EntityManager): Promise<void> {
    await this.events.record(userId, [{ type: 'upload.processing', data: { id, status: 'processing' } }], manager);
  }

  /**
   * Stores the state and the result of a stage. Files that can be downloaded use the unit of the quota for good, however
   * the upload or its posts end.
   */
  async recordStage(
    { lease, upload }: TakenUpload,
    stage: UploadStage,
    record: UploadStageRecord,
    findings: StageFindings = {},
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.recordStage(lease, stage, record, findings, manager);
      if (findings.result?.files?.length) await this.quota.use('uploads', upload.id, manager);
    });
  }

  /**
   * All targets, or some of them, have their files. Posts follow; without any, the upload ends. It fails when every post
   * has failed already and no file is a result of its own.
   * @param isCancelled its owner ended it, who needs no mail about that
   */
  async complete(taken: TakenUpload, outcome: 'completed' | 'partial', isCancelled = false): Promise<void> {
    const { lease, upload, targets } = taken;
    const change = async (manager: EntityManager) => {
      const { approvalRequired } = await this.settings.of(upload.userId);
      const { files, faults } = deliveriesOf(taken);
      await this.failPosts(upload.id, faults, manager);
      const released = await this.publications.release(upload.id, files, manager, approvalRequired);
      const posts = await this.refusePosts(upload.id, manager);
      const planned = released.filter(({ id }) => posts.some((post) => post.id === id && post.status === 'scheduled'));
      const ended = outcomeOf(posts.map(({ status, dueAt }) => ({ status, isGivenUp: dueAt === null })));
      if (posts.length > 0 && !ended) {
        const later = awaitsTime(posts, planned) ? 'staged' : 'publishing';
        await this.leases.finish(lease, awaitsApproval(posts) ? 'awaiting_approval' : later, manager);
        for (const { id: publicationId, ...when } of planned)
          await this.publisher.publish(advancePublication, { publicationId }, { manager, ...when });
        // Requests the approval.
        if (posts.some(({ approval }) => approval === 'required'))
          await this.publisher.publish(settleUpload, { uploadId: upload.id }, { manager });
        return undefined;
      }
      const postedTo = new Set(posts.map(({ platform }) => platform));
      const result = posts.length > 0 && ended ? uploadOutcome(ended, targets, postedTo) : outcome;
      const lost = posts.find(({ status }) => status === 'failed')?.fault;
      if (result === 'failed' && lost) {
        await this.leases.fail(lease, { ...lost, extra: {} }, manager);
        return 'failed';
      }
      const final = result === 'completed' || result === 'cancelled' ? 'completed' : 'partial';
      await this.leases.finish(lease, final, manager);
      return final;
    };
    await this.end(taken, change, isCancelled);
  }

  /**
   * Keeps the files for a retry. A retry of an upload that has finished files ends with them; the stage has the reason.
   */
  async fail(taken: TakenUpload, error: UploadFault): Promise<void> {
    if (hasFinishedFiles(taken)) return this.keepFormer(taken, error);
    await this.end(taken, async (manager) => {
      await this.failPosts(taken.upload.id, faultsOf(taken, error), manager);
      await this.failStage(taken, error, manager);
      await this.leases.fail(taken.lease, error, manager);
      await this.quota.release('uploads', taken.upload.id, manager);
      return 'failed';
    });
  }

  /**
   * Fails the posts that their platform would refuse when their time has come, so that their owner has the time until
   * then to correct them.
   * @returns all posts of the upload
   */
  private async refusePosts(uploadId: string, manager: EntityManager): Promise<Publication[]> {
    const posts = async () => (await this.publications.ofUploads([uploadId], manager)).get(uploadId) ?? [];
    const released = await posts();
    const faults = refusedPosts(released, this.adapters);
    if (faults.size === 0) return released;
    await this.undelivered.refuse(faults, manager);
    await this.publisher.publish(settleUpload, { uploadId }, { manager });
    return posts();
  }

  /** The job notifies their owner. */
  private async failPosts(
    uploadId: string,
    faults: ReadonlyMap<string, PublicationFault>,
    manager: EntityManager,
  ): Promise<void> {
    if (await this.undelivered.fail(uploadId, faults, manager))
      await this.publisher.publish(settleUpload, { uploadId }, { manager });
  }

  /** Shows in which stage the upload failed. */
  private async failStage({ lease, upload }: TakenUpload, error: UploadFault, manager: EntityManager): Promise<void> {
    const stage = UPLOAD_STAGES.find((name) => upload.stages[name]?.status === 'running');
    const startedAt = stage && upload.stages[stage]?.startedAt;
    if (!startedAt) return;
    const record = { status: 'failed' as const, startedAt, finishedAt: new Date().toISOString(), error };
    await this.leases.recordStage(lease, stage, record, {}, manager);
  }

  /** Ends a retry with the files that there are. */
  private async keepFormer(taken: TakenUpload, error: UploadFault, isCancelled = false): Promise<void> {
    const { upload, targets } = taken;
    const former = formerFilesOf(taken);
    const stage = UPLOAD_STAGES.find((name) => !upload.stages[name]?.finishedAt) ?? 'transcode';
    const at = new Date().toISOString();
    const others = targets.filter(({ platform, status }) => {
      return status === 'pending' && !former.some((each) => each.platform === platform);
    });
    const results = [...former, ...others.map(({ platform }) => ({ platform, error }))];
    const record = {
      status: 'failed' as const,
      startedAt: upload.stages[stage]?.startedAt ?? at,
      finishedAt: at,
      error,
    };
    await this.recordStage(taken, stage, record, { targets: results });
    upload.stages = { ...upload.stages, [stage]: record };
    for (const target of others) Object.assign(target, { status: 'failed', error });
    const isPartial = targets.some(({ status }) => status === 'failed');
    await this.complete(taken, isPartial ? 'partial' : 'completed', isCancelled);
  }

  /** Deletes everything. A cancelled retry keeps the files that were ready before it, and ends with them. */
  async cancel(taken: TakenUpload): Promise<void> {
    if (taken.upload.isRetryWithFiles) {
      await this.publications.cancelAll(taken.upload.id, this.dataSource.manager);
      return this.keepFormer(taken, uploadFaultOf(uploadRetryCancelled()), true);
    }
    await this.end(taken, async (manager) => {
      await this.publications.cancelAll(taken.upload.id, manager);
      await this.leases.cancel(taken.lease, manager);
      await this.quota.release('uploads', taken.upload.id, manager);
      await this.publisher.publish(eraseUpload, { uploadId: taken.upload.id }, { manager });
      return 'cancelled';
    });
  }

  /** Ends the posts of an upload whose files will not arrive, returns its unit and deletes what did arrive. */
  async endAnnounced({ id, userId }: Pick<Upload, 'id' | 'userId'>, manager: EntityManager): Promise<void> {
    await this.publications.cancelAll(id, manager);
    await this.quota.release('uploads', id, manager);
    await this.publisher.publish(eraseUpload, { uploadId: id }, { manager });
    await this.events.record(userId, [{ type: 'upload.cancelled', data: { id, status: 'cancelled' } }], manager);
  }

  /** Releases the lease; the job is retried after this many seconds. */
  async retryLater(
    { lease, upload }: TakenUpload,
    { seconds, attempts, waitingFor = null }: { seconds: number; attempts: number; waitingFor?: string | null },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.release(lease, { delaySeconds: seconds, attempts, waitingFor }, manager);
      const options = { manager, delayMs: seconds * 1_000, priority: upload.queuePriority };
      await this.publisher.publish(processUpload, { uploadId: upload.id }, options);
    });
  }

  /** @param change returns the final state of the upload; undefined: its posts follow */
  private async end(
    { upload }: TakenUpload,
    change: (manager: EntityManager) => Promise<'completed' | 'partial' | 'failed' | 'cancelled' | undefined>,
    isCancelled = false,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const outcome = await change(manager);
      if (outcome) {
        const event = { type: `upload.${outcome}`, data: { id: upload.id, status: outcome } } as const;
        await this.events.record(upload.userId, [event], manager);
        if (outcome !== 'cancelled' && !isCancelled) await this.mails.announce(upload, outcome, manager);
      }
      await this.startNext(manager);
    });
  }

  /** Starts the processing of the upload whose turn it is, if one waits. */
  async startNext(manager: EntityManager = this.dataSource.manager): Promise<void> {
    const next = await this.turns.next(manager);
    if (!next) return;
    await this.publisher.publish(processUpload, { uploadId: next.id }, { manager, priority: next.priority });
  }
}
