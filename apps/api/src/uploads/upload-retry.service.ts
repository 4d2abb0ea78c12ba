import type { UserPrincipal } from '@app/auth';
import { QuotaService } from '@app/billing';
import { type InputFault, invalidInput, type Owner } from '@app/core';
import { advancePublication, JobPublisherService, settleUpload } from '@app/jobs';
import { mapThrough } from '@app/media';
import {
  type PlannedPublication,
  PostLimitsRepository,
  type Publication,
  PublicationsRepository,
} from '@app/platforms';
import {
  isBeingPublished,
  type Upload,
  UploadApprovalsRepository,
  UploadLeasesRepository,
  type UploadOptions,
  UploadsRepository,
  uploadNotRetryable,
  uploadStateConflict,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { alignmentFaults } from './alignment-faults';
import type { RetryUploadDto } from './retry-upload.dto';
import { anchorsOf } from './track-choices.dto';
import { UploadOptionsService } from './upload-options.service';
import { UploadQueueService } from './upload-queue.service';
import { UploadReaderService } from './upload-reader.service';

/** How often an upload may be retried. Once only its posts are left to retry, so many times for each of them. */
const MOST_RETRIES = 5;

/** Starts the processing of uploads again. */
@Injectable()
export class UploadRetryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly leases: UploadLeasesRepository,
    private readonly publications: PublicationsRepository,
    private readonly limits: PostLimitsRepository,
    private readonly options: UploadOptionsService,
    private readonly queue: UploadQueueService,
    private readonly quota: QuotaService,
    private readonly approvals: UploadApprovalsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /**
   * Repeats failed work and keeps finished work, unless the track failed, another alignment was chosen, or the plan now
   * includes more features: then the worker makes the files again, and the former files stay until then. Publishes only
   * failed posts again; where the outcome is unknown, queries the platform. Takes a unit of the quota again when a
   * failure gave it back.
   * A choice of posts leaves the other failed ones as they are.
   * Retried posts take room of the daily limits like new ones. Someone who chooses other options becomes an author of the
   * posts.
   * @throws not_found, upload_state_conflict, upload_not_retryable, quota_exceeded, daily_post_limit_reached, invalid_input,
   * telemetry_invalid_alignment
   */
  async retry(owner: Pick<UserPrincipal, 'ownerId' | 'userId'>, id: string, choice: RetryUploadDto): Promise<Upload> {
    const upload = await this.reader.find(owner, id);
    const posts = (await this.publications.ofUploads([id])).get(id) ?? [];
    assertRepeatable(posts, choice.targets);
    if (isBeingPublished(upload.status)) return this.retryPosts(owner, upload, posts, choice.targets);
    const targets = (await this.uploads.targetsOf([id])).get(id) ?? [];
    const base = choice.hud === false ? withoutHud(upload) : upload;
    const gains = await this.options.gainsOf(base, targets);
    const readsTrack = choosesAlignment(choice);
    const changesOptions = readsTrack || base !== upload;
    const changesAll =
      upload.stages.telemetry?.status === 'failed' ||
      Object.keys(gains).length > 0 ||
      (changesOptions && Boolean(upload.options.hud));
    const isOnlyPosts = !changesAll && !readsTrack && targets.every(({ status }) => status === 'ready');
    const most = isOnlyPosts ? MOST_RETRIES * posts.length : MOST_RETRIES;
    assertRetryable(upload, changesAll || readsTrack, most);
    if (isOnlyPosts) assertConnected(posts, choice.targets);
    if (readsTrack && upload.stages.telemetry?.status === 'skipped')
      throw uploadNotRetryable('The upload has no track, so telemetry options have no effect. Leave them out.');
    const options = { ...alignedBy(base, choice), ...gains };
    if (readsTrack) await this.assertAligned(upload, options, choice);
    await this.dataSource.transaction(async (manager) => {
      const reopened = await this.publications.reopen(id, manager, changesAll, choice.targets);
      await this.limits.reserve(id, manager, reopened);
      await this.advance(await this.publications.retry(id, choice.targets ?? 'unknown', manager), manager);
      const again = { targets: changesAll ? ('all' as const) : ('failed' as const), readsTrack };
      if (!(await this.uploads.retry(upload, options, again, manager)))
        throw uploadStateConflict('Another request changed the upload first.');
      if (changesOptions) await this.approvals.changed(id, owner.userId, manager);
      await this.quota.reserve(upload.userId, 'uploads', id, manager);
      await this.queue.enter(upload, manager);
    });
    return this.reader.find(owner, id);
  }

  /** @throws invalid_input for an alignment that cannot be right */
  private async assertAligned(upload: Upload, options: Partial<UploadOptions>, choice: RetryUploadDto): Promise<void> {
    const isAlone = (await this.leases.clipsWithTrackOf(upload)).length === 0;
    const errors = alignmentFaults(upload, options, choice, isAlone);
    if (errors.length > 0) throw invalidInput(undefined, { errors });
  }

  /** The files are ready and other posts still wait for their time. @throws upload_state_conflict */
  private async retryPosts(
    owner: Owner,
    { id, status }: Upload,
    posts: readonly Publication[],
    only?: readonly string[],
  ): Promise<Upload> {
    await this.dataSource.transaction(async (manager) => {
      const planned = await this.publications.retry(id, only ?? 'all', manager);
      if (planned.length === 0) assertConnected(posts, only);
      if (planned.length === 0) throw uploadStateConflict(`The upload is ${status}, and none of its posts has failed.`);
      await this.limits.reserve(
        id,
        manager,
        planned.map((post) => post.id),
      );
      await this.advance(planned, manager);
      await this.publisher.publish(settleUpload, { uploadId: id }, { manager });
    });
    return this.reader.find(owner, id);
  }

  private async advance(planned: readonly PlannedPublication[], manager: EntityManager): Promise<void> {
    for (const { id: publicationId, ...when } of planned)
      await this.publisher.publish(advancePublication, { publicationId }, { manager, ...when });
  }
}

const isRepeatable = ({ status }: Pick<Publication, 'status'>): boolean => status === 'failed' || status === 'unknown';

/** @throws invalid_input for an id of no post of the upload, upload_state_conflict for a post that has not failed */
function assertRepeatable(posts: readonly Publication[], chosen: readonly string[] = []): void {
  const errors = chosen.flatMap((target, index): InputFault[] => {
    const [path, code] = [`targets[${index}]`, 'unknown'];
    const isKnown = posts.some((post) => post.id === target);
    return isKnown ? [] : [{ path, code, message: `${path} must be the id of a post of the upload` }];
  });
  if (errors.length > 0) throw invalidInput(undefined, { errors });
  const other = posts.find((post) => chosen.includes(post.id) && !isRepeatable(post));
  if (other) throw uploadStateConflict(`The post on ${other.accountName} is ${other.status}.`);
}

/** @throws upload_not_retryable when only posts of disconnected accounts failed */
function assertConnected(posts: readonly Publication[], only?: readonly string[]): void {
  const open = posts.filter((post) => isRepeatable(post) && (only?.includes(post.id) ?? true));
  const [lost] = open;
  if (!lost || open.some(({ accountId }) => accountId !== null)) return;
  throw uploadNotRetryable(
    `The account ${lost.accountName} was disconnected. Connect it and start a new upload for it, or download the finished video.`,
  );
}

/** @throws upload_state_conflict, upload_not_retryable */
function assertRetryable({ status, erasedAt, error, retries }: Upload, changesAll: boolean, most: number): void {
  const isUnfinished = status === 'failed' || status === 'partial' || (status === 'completed' && changesAll);
  if (!isUnfinished)
    throw uploadStateConflict(
      status === 'completed'
        ? 'The upload is completed: nothing failed, and the plan adds nothing to it.'
        : `The upload is ${status}.`,
    );
  if (erasedAt) throw uploadNotRetryable('The files of the upload were deleted.');
  if (error?.extra?.retryable === false) throw uploadNotRetryable(error.message);
  if (retries >= most) throw uploadNotRetryable(`The upload was retried ${retries} times.`);
}

const choosesAlignment = ({ telemetry_candidate, telemetry_offset_ms, telemetry_sync }: RetryUploadDto): boolean =>
  [telemetry_candidate, telemetry_offset_ms, telemetry_sync].some((choice) => choice !== undefined);

const withoutHud = (upload: Upload): Pick<Upload, 'userId' | 'options' | 'stages' | 'retries'> => ({
  userId: upload.userId,
  stages: upload.stages,
  retries: upload.retries,
  options: { ...upload.options, hud: null, declinesHud: true },
});

/** The options with another alignment. @throws telemetry_invalid_alignment */
function alignedBy(
  { options, retries }: Pick<Upload, 'options' | 'retries'>,
  choice: RetryUploadDto,
): Partial<UploadOptions> {
  const { telemetry_candidate: telemetryCandidate, telemetry_offset_ms: telemetryOffsetMs } = choice;
  const anchors = anchorsOf(choice);
  if (anchors) mapThrough(anchors);
  const { anchors: formerAnchors, ...kept } = options;
  return {
    ...kept,
    // Moments take precedence over a candidate, so a candidate that is chosen now removes those of an earlier attempt.
    ...(formerAnchors && telemetryCandidate === undefined && { anchors: formerAnchors }),
    ...(anchors && { anchors, telemetryOffsetMs: 0 }),
    ...(telemetryCandidate !== undefined && { telemetryCandidate }),
    ...(telemetryOffsetMs !== undefined && { telemetryOffsetMs }),
    ...(choosesAlignment(choice) && { trackRetry: retries + 1 }),
  };
}
