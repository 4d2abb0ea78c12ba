import { advancePublication, eraseUpload, JobPublisherService, sendAccountMail } from '@app/jobs';
import { type AccountEvent, AccountEventsRepository } from '@app/notifications';
import {
  awaitsApproval,
  outcomeOf,
  type Publication,
  type PublicationFault,
  PublicationLeasesRepository,
  PublicationMetricsRepository,
  PublicationsRepository,
  postOf,
  postShownOtherwise,
  type TakenPublication,
  UndeliveredPublicationsRepository,
} from '@app/platforms';
import { UploadPublishingRepository, UploadsRepository, uploadOutcome } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PublicationMailsService } from './publication-mails.service';
import { faultOf } from './publication-run';

/** Seconds until the first query whether a post is live. */
const FIRST_LOOK_SECONDS = 3;
/** A post that is published so many seconds after its time is reported. */
const DELAY_SECONDS = 300;
/** Status of the post when `publication.…` reports an event. */
const STATUS_OF_EVENT = {
  published: 'published',
  delayed: 'published',
  verified: 'verified',
  failed: 'failed',
  unconfirmed: 'unknown',
} as const;

/**
 * The only code that ends the run of a worker on a publication: its state, the next job and the end of the upload commit
 * together.
 */
@Injectable()
export class PublicationSettlementService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: PublicationLeasesRepository,
    private readonly publications: PublicationsRepository,
    private readonly uploads: UploadsRepository,
    private readonly publishing: UploadPublishingRepository,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
    private readonly mails: PublicationMailsService,
    private readonly metrics: PublicationMetricsRepository,
    private readonly undelivered: UndeliveredPublicationsRepository,
  ) {}

  /** Records that the platform accepted the post. */
  async publish(taken: TakenPublication, postId: string): Promise<void> {
    await this.change(taken, FIRST_LOOK_SECONDS, async (manager) => {
      await this.leases.publish(taken.lease, postId, FIRST_LOOK_SECONDS, manager);
      await this.announce(taken.publication, 'published', { post_id: postId }, manager);
      await this.announceDelay(taken.publication, manager);
    });
  }

  /** @param shown `publicId`: the id of the post in public, if it differs from the one that the platform gave it first */
  async verify(
    taken: TakenPublication,
    shown: { permalink: string | null; visibility: string | null; publicId?: string },
  ): Promise<void> {
    const mail = await this.mails.prepare(taken.publication, 'post_published');
    const fault = shownOtherwise(taken.publication, shown.visibility);
    await this.change(taken, undefined, async (manager) => {
      await this.leases.verify(taken.lease, { ...shown, fault }, manager);
      await this.metrics.begin(taken.publication.id, shown.publicId, manager);
      if (mail) await this.publisher.publish(sendAccountMail, mail, { manager });
      const { permalink, visibility } = shown;
      await this.announce(
        taken.publication,
        'verified',
        { permalink, visibility, ...(fault && reportOf(fault)) },
        manager,
      );
    });
  }

  /** @param seconds until the next query; undefined: none, or, with the fault of its account, after the reconnection */
  async observeAgain(taken: TakenPublication, seconds: number | undefined, fault?: PublicationFault): Promise<void> {
    await this.change(taken, seconds, (manager) => this.leases.observeAgain(taken.lease, { seconds, fault }, manager));
  }

  /** The platform was not queried: the post has to wait for its turn. @param wait `seconds` until then */
  async observeAtTurn(taken: TakenPublication, wait: { fault: PublicationFault; seconds: number }): Promise<void> {
    await this.change(taken, wait.seconds, (manager) => this.leases.observeAtTurn(taken.lease, wait, manager));
  }

  /**
   * A post that the platform has accepted may wait only when the platform failed it since.
   * @param wait `seconds` until the next run; undefined: the post waits for another change. `isTurn`: nothing failed
   */
  async park(
    taken: TakenPublication,
    wait: { fault: PublicationFault; waitingFor: string; seconds?: number; isTurn?: boolean },
  ): Promise<void> {
    await this.change(taken, wait.seconds, async (manager) => {
      if (await this.leases.holdUnapproved(taken.lease, manager)) return 'held';
      const { id, uploadId, userId, status } = taken.publication;
      const from = status === 'published' ? 'published' : 'publishing';
      await this.leases.park(taken.lease, { ...wait, from }, manager);
      if (from === 'published')
        await this.record(userId, { type: 'publication.updated', data: { id, upload_id: uploadId } }, manager);
      return undefined;
    });
  }

  /** Makes the post wait again because its approval was withdrawn while a worker was sending the video. */
  async hold(taken: TakenPublication): Promise<void> {
    await this.change(taken, undefined, (manager) => this.leases.holdUnapproved(taken.lease, manager));
  }

  /** Makes the post wait for its time, which is still to come. */
  async defer({ lease, publication: { id: publicationId, uploadId } }: TakenPublication): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const delayMs = await this.leases.defer(lease, manager);
      await this.publisher.publish(advancePublication, { publicationId }, { manager, delayMs });
      await this.publishing.touch(uploadId, manager);
    });
  }

  /** Records that the outcome is unknown. @param seconds until the next query; undefined: at the next retry */
  async doubt(taken: TakenPublication, doubt: { fault: PublicationFault; seconds?: number }): Promise<void> {
    const { publication } = taken;
    const mail = doubt.seconds === undefined ? await this.mails.prepare(publication, 'post_unconfirmed') : undefined;
    await this.change(taken, doubt.seconds, async (manager) => {
      await this.leases.doubt(taken.lease, doubt, manager);
      if (doubt.seconds !== undefined) return;
      if (mail) await this.publisher.publish(sendAccountMail, mail, { manager });
      await this.announceFault(publication, 'unconfirmed', doubt.fault, manager);
    });
  }

  async fail(taken: TakenPublication, fault: PublicationFault): Promise<void> {
    const mail = await this.mails.prepare(taken.publication, 'post_failed');
    await this.change(taken, undefined, async (manager) => {
      await this.leases.fail(taken.lease, fault, manager);
      if (mail) await this.publisher.publish(sendAccountMail, mail, { manager });
      await this.announceFault(taken.publication, 'failed', fault, manager);
    });
  }

  /**
   * Notifies the owner, once, of posts that failed before a worker sent them. Those whose upload failed share one mail for
   * each reason.
   */
  async notifyOfUndelivered(uploadId: string, manager: EntityManager): Promise<void> {
    const reasons = new Set<string>();
    for (const post of await this.undelivered.takeNotices(uploadId, manager)) {
      if (!post.fault) continue;
      await this.announceFault(post, 'failed', post.fault, manager);
      if (post.file === null && reasons.has(post.fault.message)) continue;
      reasons.add(post.fault.message);
      const mail = await this.mails.prepare(post, 'post_failed', manager);
      if (mail) await this.publisher.publish(sendAccountMail, mail, { manager });
    }
  }

  async cancel(taken: TakenPublication): Promise<void> {
    await this.change(taken, undefined, (manager) => this.leases.cancel(taken.lease, manager));
  }

  /** Ends the upload when all its posts have ended; records that it waits for an approval when no other post is in progress. */
  async settleUpload(uploadId: string, manager: EntityManager): Promise<void> {
    // Of two last posts that end at the same time, the second one sees the first.
    await this.publications.lock(uploadId, manager);
    const posts = (await this.publications.ofUploads([uploadId], manager)).get(uploadId) ?? [];
    const ended = outcomeOf(posts.map(({ status, dueAt }) => ({ status, isGivenUp: dueAt === null })));
    if (!ended && awaitsApproval(posts)) await this.publishing.awaitApproval(uploadId, manager);
    if (!ended) return;
    const targets = (await this.uploads.targetsOf([uploadId], manager)).get(uploadId) ?? [];
    const outcome = uploadOutcome(ended, targets, new Set(posts.map(({ platform }) => platform)));
    const fault = posts.find(({ status }) => status === 'failed')?.fault ?? undefined;
    if (!(await this.publishing.settle(uploadId, outcome, fault && { ...fault, extra: {} }, manager))) return;
    if (outcome === 'cancelled') await this.publisher.publish(eraseUpload, { uploadId }, { manager });
    const [{ userId } = { userId: '' }] = posts;
    await this.record(userId, { type: `upload.${outcome}`, data: { id: uploadId, status: outcome } }, manager);
  }

  private async announceDelay(publication: TakenPublication['publication'], manager: EntityManager): Promise<void> {
    const { publishAt, lateReason } = publication;
    const seconds = publishAt ? Math.round((Date.now() - publishAt.getTime()) / 1_000) : 0;
    if (seconds < DELAY_SECONDS) return;
    await this.announce(publication, 'delayed', { delay_seconds: seconds, delay_reason: lateReason }, manager);
  }

  private announceFault(
    publication: TakenPublication['publication'],
    event: 'failed' | 'unconfirmed',
    fault: PublicationFault,
    manager: EntityManager,
  ): Promise<void> {
    return this.announce(publication, event, reportOf(fault), manager);
  }

  private announce(
    { id, userId, uploadId, accountId, platform }: TakenPublication['publication'],
    event: keyof typeof STATUS_OF_EVENT,
    more: object,
    manager: EntityManager,
  ): Promise<void> {
    const status = STATUS_OF_EVENT[event];
    const data = { id, upload_id: uploadId, account_id: accountId, platform, status, ...more };
    return this.record(userId, { type: `publication.${event}`, data }, manager);
  }

  /**
   * Commits with the change that it reports, and is sent by another job: it can neither be lost nor repeat the change.
   */
  private async record(userId: string, event: AccountEvent, manager: EntityManager): Promise<void> {
    await this.events.record(userId, [event], manager);
  }

  /** @param seconds until the next run; undefined: none, and the upload may have ended */
  private async change(
    { publication: { id: publicationId, uploadId } }: TakenPublication,
    seconds: number | undefined,
    write: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const result = await write(manager);
      if (seconds === undefined || result === 'held') await this.settleUpload(uploadId, manager);
      else await this.publisher.publish(advancePublication, { publicationId }, { manager, delayMs: seconds * 1_000 });
      await this.publishing.touch(uploadId, manager);
    });
  }
}

/** The failure in an event. */
const reportOf = ({ code, class: failure, platformCode }: PublicationFault) => ({
  error: { code, class: failure, platform_code: platformCode ?? null },
});

/** The fault of a live post that the platform shows to others than its owner chose; undefined when it does not tell. */
function shownOtherwise(publication: Publication, visibility: string | null): PublicationFault | undefined {
  const { privacy, options } = postOf(publication);
  // Whoever finishes a draft in the app chooses its audience there.
  const isChosen = options?.surface !== 'inbox' && visibility !== 'draft';
  if (!isChosen || visibility === null || visibility === privacy) return undefined;
  const message = `The post is "${visibility}" on the platform instead of "${privacy}".`;
  return faultOf({ step: 'observe' }, postShownOtherwise(message, { extra: { failure: 'app_config' } }));
}
