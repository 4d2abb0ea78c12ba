import {
  AccountAccessService,
  type FailureClass,
  type FollowUp,
  failureClassOf,
  PlatformAdapters,
  type PublicationEvent,
  PublicationEventsRepository,
} from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { PublicationFilesService } from './publication-files.service';
import type { PublicationRun } from './publication-run';

/** Failures that may pass, so that the step is tried again. */
const PASSING: ReadonlySet<FailureClass | undefined> = new Set(['transient', 'resync', 'not_ready', 'rate_limited']);
const MOST_ATTEMPTS = 3;

/** A post that the platform shows, with its journal so far. */
interface LivePost {
  accountId: string;
  postId: string;
  events: readonly PublicationEvent[];
}

/** The steps after a post is live, such as its first comment. Their failure leaves the post as it is. */
@Injectable()
export class PublicationFollowUpsService {
  constructor(
    private readonly adapters: PlatformAdapters,
    private readonly access: AccountAccessService,
    private readonly events: PublicationEventsRepository,
    private readonly files: PublicationFilesService,
  ) {}

  /** @returns false when a step has to be tried again later */
  async run(run: PublicationRun, accountId: string, postId: string, signal: AbortSignal): Promise<boolean> {
    const { publisher } = this.adapters.named(run.publication.platform);
    const steps = publisher?.followUps?.(this.files.postOf(run.publication)) ?? [];
    if (steps.length === 0) return true;
    const all = await this.events.of(run.publication.id);
    const events = all.slice(
      all.findLastIndex(({ step, outcome }) => step === 'status' && outcome === 'published') + 1,
    );
    let haveEnded = true;
    for (const step of steps)
      if (!(await this.attempt(run, step, { accountId, postId, events }, signal))) haveEnded = false;
    return haveEnded;
  }

  /** @returns whether the step has ended, successfully or not */
  private async attempt(
    { lease }: PublicationRun,
    followUp: FollowUp,
    { accountId, postId, events }: LivePost,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { name, isRepeatable } = followUp;
    const past = events.filter(({ step }) => step === name).map(({ outcome }) => outcome);
    const failures = past.filter((outcome) => outcome === 'failed').length;
    if (past.includes('done') || past.includes('unclear')) return true;
    if (failures >= (isRepeatable ? MOST_ATTEMPTS : 1)) return true;
    if (!isRepeatable && !(await this.events.begin(lease, name, postId))) {
      await this.events.append(lease, { step: name, outcome: 'unclear' });
      return true;
    }
    try {
      // The account published the post, so the refusal of a step says nothing about its other posts.
      await this.access.use(accountId, (_adapter, access) => followUp.run(access, postId, { signal }), []);
    } catch (error) {
      signal.throwIfAborted();
      await this.events.append(lease, { step: name, outcome: 'failed', detail: (error as Error).message, error });
      return !isRepeatable || failures + 1 >= MOST_ATTEMPTS || !PASSING.has(failureClassOf(error));
    }
    await this.events.append(lease, { step: name, outcome: 'done' });
    return true;
  }
}
