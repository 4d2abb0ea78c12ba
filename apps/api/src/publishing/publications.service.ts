import type { UserPrincipal } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { invalidInput, notFound, type Owner } from '@app/core';
import { advancePublication, JobPublisherService, settleUpload } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import {
  PlatformAdapters,
  PostLimitsRepository,
  type PostOverrides,
  type Publication,
  type PublicationChanges,
  PublicationEventsRepository,
  PublicationsRepository,
  type PublicationTime,
  PublicationTimesRepository,
  publicationBusy,
  publicationChanged,
} from '@app/platforms';
import { futureInstant, localTimeOf, UploadApprovalsRepository, UploadsRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { revisionIn } from '../http/if-match';
import { overrideFaults, overridesOf } from '../http/post-overrides.dto';
import type { ChangePublicationDto } from './change-publication.dto';
import { PostListResponse } from './post-list.response';
import type { PostsQuery } from './posts.query';
import { PublicationJournalResponse } from './publication-journal.response';

/** A post of an upload, by their ids. */
export interface PublicationAddress {
  uploadId: string;
  id: string;
}

/** Posts by their time, and single ones: read, changed, moved and cancelled by their owner. */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publications: PublicationsRepository,
    private readonly times: PublicationTimesRepository,
    private readonly journals: PublicationEventsRepository,
    private readonly uploads: UploadsRepository,
    private readonly approvals: UploadApprovalsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly limits: PostLimitsRepository,
    private readonly entitlements: EntitlementsService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
  ) {}

  /** @throws invalid_input for a malformed cursor */
  async list(owner: Owner, { from, to, account_id: accountId, ...page }: PostsQuery): Promise<PostListResponse> {
    const { rows, nextCursor } = await this.times.list(owner, { from, to, accountId }, page);
    const uploads = await this.uploads.some([...new Set(rows.map(({ uploadId }) => uploadId))]);
    const kept = uploads.filter(({ deletedAt }) => deletedAt === null).map((upload) => [upload.id, upload] as const);
    return PostListResponse.of(rows, new Map(kept), nextCursor);
  }

  /** @throws not_found */
  async find(owner: Owner, { uploadId, id }: PublicationAddress): Promise<Publication> {
    const upload = await this.uploads.find(owner, uploadId);
    const publication = upload && (await this.publications.find(owner, uploadId, id));
    if (!publication) throw notFound();
    return publication;
  }

  async journal(owner: Owner, address: PublicationAddress): Promise<PublicationJournalResponse> {
    const { id } = await this.find(owner, address);
    return PublicationJournalResponse.of(await this.journals.of(id));
  }

  /**
   * A post that needs an approval needs it again.
   * @throws not_found, publication_busy, publication_changed, daily_post_limit_reached, tier_required, invalid_input
   */
  async change(
    owner: UserPrincipal,
    address: PublicationAddress,
    ifMatch: string | undefined,
    given: ChangePublicationDto,
  ): Promise<Publication> {
    const publication = await this.find(owner, address);
    assertTimesMatch(given);
    if (given.schedule_mode === 'scheduled') await this.entitlements.requireFeature(owner.ownerId, 'scheduling');
    const time = timeOf(given);
    const overrides = given.overrides && overridesOf(given.overrides);
    if (overrides) await this.assertPossible(owner, publication, overrides);
    await this.dataSource.transaction(async (manager) => {
      const changes = { ...(overrides && { overrides }), ...(time && { time }) };
      const isMadeCounted = overrides && (await this.isMadeCounted(publication, overrides, manager));
      refuse(await this.publications.change(publication, revisionIn(ifMatch, publicationChanged), changes, manager));
      if (time || isMadeCounted) await this.limits.reserve(address.uploadId, manager, [publication.id]);
      await this.journals.appendChange(publication.id, describe(changes), manager);
      await this.announce(publication, 'updated', manager);
      const delayMs = Math.max(0, (time?.publishAt?.getTime() ?? 0) - Date.now());
      if (time)
        await this.publisher.publish(advancePublication, { publicationId: publication.id }, { manager, delayMs });
      if (publication.approval !== 'not_required' && (overrides || time)) {
        await this.approvals.changed(address.uploadId, owner.userId, manager);
        await this.publisher.publish(settleUpload, { uploadId: address.uploadId }, { manager });
      }
    });
    return this.find(owner, address);
  }

  /** Whether these choices make a post count towards the platform's daily limit that did not count before. */
  private async isMadeCounted(post: Publication, { options }: PostOverrides, manager: EntityManager): Promise<boolean> {
    if (!this.limits.counts(post.platform, options)) return false;
    const before = await this.publications.lockedOverrides(post, manager);
    return !this.limits.counts(post.platform, before.options);
  }

  /** @throws invalid_input */
  private async assertPossible(owner: Owner, publication: Publication, overrides: PostOverrides): Promise<void> {
    const { platform, uploadId, texts, approval } = publication;
    const { publisher } = this.adapters.named(platform);
    if (!publisher) return;
    const upload = texts ? undefined : await this.uploads.find(owner, uploadId);
    const planned = {
      tags: texts?.tags ?? upload?.hashtags ?? [],
      privacy: texts?.privacy ?? upload?.privacy ?? 'private',
    };
    const needsApproval = approval !== 'not_required';
    const errors = overrideFaults(
      publisher,
      { overrides, texts: planned, needsApproval },
      (choice) => `overrides.${choice}`,
    );
    if (errors.length > 0) throw invalidInput(undefined, { errors });
  }

  /** @throws not_found, publication_busy, publication_changed */
  async cancel(owner: Owner, address: PublicationAddress, ifMatch: string | undefined): Promise<void> {
    const publication = await this.find(owner, address);
    await this.dataSource.transaction(async (manager) => {
      refuse(await this.publications.cancel(publication, revisionIn(ifMatch, publicationChanged), manager));
      await this.announce(publication, 'cancelled', manager);
      await this.publisher.publish(settleUpload, { uploadId: address.uploadId }, { manager });
    });
  }

  private async announce(
    { id, uploadId, userId }: Publication,
    change: 'updated' | 'cancelled',
    manager: EntityManager,
  ): Promise<void> {
    await this.events.record(userId, [{ type: `publication.${change}`, data: { id, upload_id: uploadId } }], manager);
  }
}

function refuse(result: 'changed' | 'cancelled' | 'busy' | 'stale'): void {
  if (result === 'busy') throw publicationBusy();
  if (result === 'stale') throw publicationChanged();
}

/** @throws invalid_input for a field that would have no effect */
function assertTimesMatch(given: ChangePublicationDto): void {
  if (given.schedule_mode === 'scheduled') return;
  const path = (['scheduled_time', 'timezone'] as const).find((field) => given[field] !== undefined);
  if (!path) return;
  const message = `${path} needs \`schedule_mode\` to be \`scheduled\``;
  throw invalidInput(undefined, { errors: [{ path, code: 'needs_schedule', message }] });
}

/** The change in the words of the journal. */
function describe({ overrides, time }: PublicationChanges): string {
  const fields = Object.keys(overrides ?? {}).map((field) => (field === 'description' ? 'caption' : field));
  const moment = time?.publishAt ? `${time.localTime} ${time.timeZone}` : 'as soon as the video is ready';
  const parts = [
    ...(overrides ? [`own texts and choices: ${fields.join(', ') || 'none'}`] : []),
    ...(time ? [`time: ${moment}`] : []),
  ];
  return parts.join('; ');
}

/** @throws invalid_input */
function timeOf(given: ChangePublicationDto): PublicationTime | undefined {
  if (given.schedule_mode === undefined) return undefined;
  if (given.schedule_mode === 'immediate') return { publishAt: null, localTime: null, timeZone: null };
  const timeZone = given.timezone ?? 'UTC';
  const found = futureInstant(given.scheduled_time ?? '', timeZone, new Date());
  if ('at' in found) return { publishAt: found.at, localTime: localTimeOf(found.at, timeZone), timeZone };
  throw invalidInput(undefined, { errors: [{ path: 'scheduled_time', ...found }] });
}
