import type { AppError } from '@app/core';
import {
  AccountAccessService,
  callLimitReached,
  type FailureClass,
  type FollowUp,
  failureClassOf,
  PlatformAdapters,
  type PublicationEvent,
  PublicationEventsRepository,
  SharedUnitsRepository,
} from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { PublicationFilesService } from './publication-files.service';
import type { PublicationRun } from './publication-run';

/** Failures that may pass, so that the step is tried again. */
const PASSING: ReadonlySet<string | null | undefined> = new Set([
  'transient',
  'resync',
  'not_ready',
  'rate_limited',
  'quota_exhausted',
]);
/** Of these, the failures that the other steps would meet, too. */
const LIMITS: ReadonlySet<FailureClass | undefined> = new Set(['rate_limited', 'quota_exhausted']);
const MOST_ATTEMPTS = 3;

/** Until when the steps that are left have to wait. */
interface FollowUpPause {
  /** At least. */
  seconds: number;
  /** Why, if nothing failed: the step was not attempted, because the workspace has no turn. */
  wait?: AppError;
}

/** Why a step has to be tried again. */
interface PassingFailure extends FollowUpPause {
  failure: FailureClass | undefined;
}

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
    private readonly units: SharedUnitsRepository,
  ) {}

  /** @returns when a step has to be tried again; undefined: all steps have ended */
  async run(
    run: PublicationRun,
    accountId: string,
    postId: string,
    signal: AbortSignal,
  ): Promise<FollowUpPause | undefined> {
    const { publisher } = this.adapters.named(run.publication.platform);
    const steps = publisher?.followUps?.(this.files.postOf(run.publication)) ?? [];
    if (steps.length === 0) return undefined;
    const all = await this.events.of(run.publication.id);
    const events = all.slice(
      all.findLastIndex(({ step, outcome }) => step === 'status' && outcome === 'published') + 1,
    );
    let pause: FollowUpPause | undefined;
    for (const step of steps) {
      const again = await this.attempt(run, step, { accountId, postId, events }, signal);
      if (again) pause = { ...again, seconds: Math.max(pause?.seconds ?? 0, again.seconds) };
      if (LIMITS.has(again?.failure)) break;
    }
    return pause;
  }

  /** @returns why the step has to be tried again; undefined: it has ended, successfully or not */
  private async attempt(
    { lease, publication }: PublicationRun,
    followUp: FollowUp,
    { accountId, postId, events }: LivePost,
    signal: AbortSignal,
  ): Promise<PassingFailure | undefined> {
    const { name, isRepeatable } = followUp;
    const past = events.filter(({ step }) => step === name);
    const failures = past.filter(({ outcome }) => outcome === 'failed');
    if (past.some(({ outcome }) => outcome === 'done' || outcome === 'unclear')) return undefined;
    if (failures.length >= MOST_ATTEMPTS || failures.some(({ failureClass }) => !PASSING.has(failureClass)))
      return undefined;
    const units = await this.units.take(publication, name).catch(asWait);
    if ('wait' in units) return units;
    // Each attempt has a name of its own, so that one whose answer is not recorded is never followed by another.
    const attempt = failures.length === 0 ? postId : `${postId} (${failures.length + 1})`;
    if (!isRepeatable && !(await this.events.begin(lease, name, attempt))) {
      await this.events.append(lease, { step: name, outcome: 'unclear' });
      return undefined;
    }
    try {
      // The account published the post, so the refusal of a step says nothing about its other posts.
      await this.units.make(units, () =>
        this.access.use(accountId, (_adapter, access) => followUp.run(access, postId, { signal }), []),
      );
    } catch (error) {
      signal.throwIfAborted();
      await this.events.append(lease, { step: name, outcome: 'failed', detail: (error as Error).message, error });
      const failure = failureClassOf(error);
      if (failures.length + 1 >= MOST_ATTEMPTS || !PASSING.has(failure)) return undefined;
      return { failure, seconds: (error as AppError).options.retryAfterSeconds ?? 0 };
    }
    await this.events.append(lease, { step: name, outcome: 'done' });
    return undefined;
  }
}

/** Nothing has failed: the step is attempted when it is the turn of the workspace. */
function asWait(error: unknown): PassingFailure & Required<FollowUpPause> {
  if (!callLimitReached.is(error)) throw error;
  return { failure: 'rate_limited', seconds: error.options.retryAfterSeconds ?? 0, wait: error };
}
