import type { LastWrite } from '@app/jobs';
import {
  AccountAccessService,
  acceptedPostFailed,
  CallLimitsRepository,
  OtherPostsRepository,
  PublicationEventsRepository,
  SharedUnitsRepository,
} from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { PublicationFollowUpsService } from './publication-follow-ups.service';
import { nextLookSeconds, PublicationRecoveryService } from './publication-recovery.service';
import { faultOf, type PublicationRun } from './publication-run';
import { PublicationSettlementService } from './publication-settlement.service';

const LOOKS_FOR_ADDRESS = 4;

/** Queries platforms whether a post is live. */
@Injectable()
export class PublicationObserverService {
  constructor(
    private readonly access: AccountAccessService,
    private readonly events: PublicationEventsRepository,
    private readonly settlement: PublicationSettlementService,
    private readonly recovery: PublicationRecoveryService,
    private readonly followUps: PublicationFollowUpsService,
    private readonly limits: CallLimitsRepository,
    private readonly units: SharedUnitsRepository,
    private readonly otherPosts: OtherPostsRepository,
  ) {}

  /** @throws the errors of the platform */
  async observe(run: PublicationRun, signal: AbortSignal): Promise<LastWrite> {
    run.step = 'observe';
    const { accountId, postId, looks, publishedAt } = run.publication;
    const again = () => this.settlement.observeAgain(run, nextLookSeconds(looks, publishedAt));
    if (accountId === null || postId === null) return () => this.settlement.observeAgain(run, undefined);
    await this.limits.reserve({ ...run.publication, accountId }, 'observe');
    const others = () => this.otherPosts.besides({ id: run.publication.id, accountId });
    const state = await this.units.spend(run.publication, 'observe', () =>
      this.access.use(accountId, async ({ publisher }, access) => publisher?.observe(access, postId, others)),
    );
    if (state === undefined || state.state === 'processing') return again;
    if (state.state === 'draft') return () => this.settlement.verify(run, { permalink: null, visibility: 'draft' });
    // The platform may add the address of a post a moment later.
    if (state.state === 'live' && state.permalink === null && looks < LOOKS_FOR_ADDRESS) return again;
    if (state.state === 'live') {
      const pause = await this.followUps.run(run, accountId, postId, signal);
      const seconds = pause && nextLookSeconds(looks, publishedAt, pause.seconds);
      const fault = pause?.wait && faultOf(run, pause.wait);
      if (seconds !== undefined) return () => this.settlement.observeAgain(run, seconds, fault);
      await this.events.append(run.lease, { step: 'observe', outcome: 'live' });
      const { permalink, privacy: visibility, publicId } = state;
      return () => this.settlement.verify(run, { permalink, visibility, ...(publicId !== undefined && { publicId }) });
    }
    const error = acceptedPostFailed(state.class, state.reason);
    await this.events.append(run.lease, { step: 'observe', outcome: 'failed', detail: error.message, error });
    return () => this.recovery.recoverAccepted(run, error);
  }
}
