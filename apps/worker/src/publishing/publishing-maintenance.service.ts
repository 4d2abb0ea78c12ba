import { advancePublication, fetchPostMetrics, JobPublisherService, settleUpload } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import {
  FollowerReadingsRepository,
  PublicationLeasesRepository,
  PublicationMetricsRepository,
  WaitingPublicationsRepository,
} from '@app/platforms';
import { UploadPublishingRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PublicationOwnersService } from './publication-owners.service';

/** Priority of overdue posts: after the first post of every owner, and before all others. */
const OVERDUE_PRIORITY = 1;
const METRICS_A_RUN = 1_000;
const POSTS_A_JOB = 50;
const ACCOUNTS_A_RUN = 1_000;

/** Regular work on publications, on the schedule of `maintenance/tasks.ts`. */
@Injectable()
export class PublishingMaintenanceService {
  constructor(
    private readonly leases: PublicationLeasesRepository,
    private readonly owners: PublicationOwnersService,
    private readonly waiting: WaitingPublicationsRepository,
    private readonly metrics: PublicationMetricsRepository,
    private readonly followers: FollowerReadingsRepository,
    private readonly uploads: UploadPublishingRepository,
    private readonly events: AccountEventsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /**
   * Publishes the jobs of overdue posts again. Also ends posts that have waited too long for their account, and continues
   * those whose account was reconnected or disconnected, or whose owner's account is active again. Returns the number of
   * rows.
   */
  async republishOverdue(manager: EntityManager): Promise<number> {
    await this.owners.continueReleased(manager);
    for (const uploadId of await this.waiting.expireWaitsForAccounts(manager))
      await this.publisher.publish(settleUpload, { uploadId }, { manager });
    await this.continueReconnected(manager);
    await this.waiting.lookAgainAfterReconnection(manager);
    const overdue = await this.leases.takeOverdue(manager);
    for (const { id, epoch } of overdue)
      await this.publisher.republish(
        advancePublication,
        { publicationId: id },
        { id, epoch },
        manager,
        OVERDUE_PRIORITY,
      );
    return overdue.length;
  }

  /** Posts whose time is still to come wait for it from now on; clients that follow their uploads see that. */
  private async continueReconnected(manager: EntityManager): Promise<void> {
    for (const { id, uploadId, userId } of await this.waiting.endWaitForAccounts(manager)) {
      await this.uploads.touch(uploadId, manager);
      await this.events.record(userId, [{ type: 'publication.updated', data: { id, upload_id: uploadId } }], manager);
    }
  }

  /**
   * Reads the figures of live posts and the numbers of followers that are due, those of an account together. Returns the
   * number of posts and of accounts.
   */
  async readMetrics(manager: EntityManager): Promise<number> {
    const due = await this.metrics.takeDue(METRICS_A_RUN, manager);
    const counted = new Set(await this.followers.takeDue(ACCOUNTS_A_RUN, manager));
    for (const accountId of new Set([...due.map((post) => post.accountId), ...counted])) {
      const ids = due.flatMap((post) => (post.accountId === accountId ? [post.publicationId] : []));
      const followers = counted.has(accountId) ? { followers: true } : {};
      let from = 0;
      do {
        const publicationIds = ids.slice(from, from + POSTS_A_JOB);
        const payload = { accountId, publicationIds, ...(from === 0 && followers) };
        await this.publisher.publish(fetchPostMetrics, payload, { manager });
        from += POSTS_A_JOB;
      } while (from < ids.length);
    }
    return due.length + counted.size;
  }
}
