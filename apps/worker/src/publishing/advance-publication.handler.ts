import {
  advancePublication,
  HandlesJob,
  type HeldLease,
  JobPublisherService,
  type JobRun,
  type JobsConfig,
  jobsConfig,
  type LastWrite,
  type PublicationPayload,
  withLease,
} from '@app/jobs';
import { PublicationLeasesRepository, platformAccessEnded, publicationUnconfirmed } from '@app/platforms';
import { UploadPublishingRepository } from '@app/uploads';
import { Inject, Injectable } from '@nestjs/common';
import { PublicationObserverService } from './publication-observer.service';
import { PublicationOwnersService } from './publication-owners.service';
import { PublicationRecoveryService } from './publication-recovery.service';
import type { PublicationRun } from './publication-run';
import { PublicationSenderService } from './publication-sender.service';
import { PublicationSettlementService } from './publication-settlement.service';

/** A job that runs a moment before its row is due waits; a post that was moved has another job. */
const LONGEST_WAIT_MS = 60_000;

/** Takes one post a step further. The failure of one post does not affect the others. */
@HandlesJob(advancePublication)
@Injectable()
export class AdvancePublicationHandler {
  constructor(
    private readonly leases: PublicationLeasesRepository,
    private readonly sender: PublicationSenderService,
    private readonly observer: PublicationObserverService,
    private readonly owners: PublicationOwnersService,
    private readonly settlement: PublicationSettlementService,
    private readonly recovery: PublicationRecoveryService,
    private readonly uploads: UploadPublishingRepository,
    private readonly publisher: JobPublisherService,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  async handle({ publicationId }: PublicationPayload, { signal }: JobRun): Promise<void> {
    const leaseSeconds = this.config.JOB_LOCK_SECONDS;
    let hasRun = false;
    await withLease<PublicationRun, number>({
      leaseSeconds,
      signal,
      acquire: async () => {
        const taken = await this.leases.take(publicationId, leaseSeconds);
        hasRun = taken !== undefined;
        return taken && { ...taken, step: 'preflight', isSent: taken.sent !== null, isReady: false };
      },
      renew: ({ lease }, progress) => this.leases.renew(lease, leaseSeconds, progress),
      work: (run, held) => this.work(run, held),
      handBack: ({ lease }) => this.leases.handBack(lease),
      // A call that was aborted on its way may have published the post.
      cancelled: (run) =>
        run.isSent ? this.recovery.recover(run, publicationUnconfirmed()) : this.settlement.cancel(run),
      failed: (run, error) => this.recovery.recover(run, error),
    });
    if (!hasRun) await this.comeBackInTime(publicationId);
  }

  private async work(run: PublicationRun, held: HeldLease<number>): Promise<LastWrite> {
    const { publication, sent, lease } = run;
    if (publication.status === 'published') return this.observer.observe(run, held.signal);
    if (sent?.state === 'accepted') return () => this.settlement.publish(run, sent.postId);
    if (sent) {
      const ending = await this.sender.lookUp(run);
      if (ending) return ending;
    }
    if (publication.status === 'unknown') await this.leases.resume(lease);
    publication.looks = 0;
    // Otherwise an outage of the publishing call alone would use up any number of calls within minutes.
    if (sent && sent.number > 1) throw this.sender.callWithoutEffect(run);
    const hold = await this.owners.holdOf(run);
    if (hold) return hold;
    await this.uploads.begin(publication.uploadId);
    if (run.needsReconnection) throw platformAccessEnded('The account must be connected again.');
    return this.sender.send(run, held);
  }

  private async comeBackInTime(publicationId: string): Promise<void> {
    const delayMs = await this.leases.dueInMs(publicationId);
    if (delayMs !== undefined && delayMs > 0 && delayMs < LONGEST_WAIT_MS)
      await this.publisher.publish(advancePublication, { publicationId }, { delayMs });
  }
}
