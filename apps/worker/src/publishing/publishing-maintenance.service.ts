import { advancePublication, fetchPostMetrics, JobPublisherService } from '@app/jobs';
import {
  FollowerReadingsRepository,
  PublicationLeasesRepository,
  PublicationMetricsRepository,
  WaitingPublicationsRepository,
} from '@app/platforms';
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
    private readonly publisher: JobPublisherService,
  ) {}

  /**
   * Publishes the jobs of overdue posts again. Also continues posts whose account was reconnected or disconnected, and
   * posts whose owner's account is active again. Returns the number of rows.
   */
  async republishOverdue(manager: EntityManager): Promise<number> {
    await this.owners.continueReleased(manager);
    await this.waiting.endWaitForAccounts(manager);
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
