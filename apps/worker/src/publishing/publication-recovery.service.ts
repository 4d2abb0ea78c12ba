import { AppError, backoffMs } from '@app/core';
import {
  AccountUsageRepository,
  callLimitReached,
  type FailureClass,
  failureClassOf,
  type PlatformAccount,
  PlatformAccountsRepository,
  PlatformAdapters,
  PublicationEventsRepository,
  type PublicationFault,
  platformAccessEnded,
  platformCodeOf,
  platformRefused,
  publicationFailed,
  transfersBusy,
} from '@app/platforms';
import { Injectable, Logger } from '@nestjs/common';
import { faultOf, type PublicationRun } from './publication-run';
import { PublicationSettlementService } from './publication-settlement.service';

/** How long to wait after a failure. `first` and `most` are seconds; the pause doubles from the one to the other. */
interface Pause {
  first: number;
  most: number;
  /** The worker gives the publication up when failures of the same class have lasted longer. */
  hours: number;
}

const SOON: Pause = { first: 2, most: 300, hours: 24 };
const SLOWLY: Pause = { first: 60, most: 900, hours: 24 };
/** What a failure means for a publication that was not sent. `account`: its account must be reconnected. */
const REACTIONS: Readonly<Record<FailureClass, Pause | 'account' | 'fail'>> = {
  transient: SOON,
  resync: SOON,
  not_ready: SOON,
  session_lost: SOON,
  outcome_unknown: SOON,
  rate_limited: SLOWLY,
  quota_exhausted: { first: 3_600, most: 21_600, hours: 72 },
  app_config: { first: 600, most: 3_600, hours: 24 },
  token_expired: 'account',
  reconnect_required: 'account',
  account_action: 'account',
  media_rejected: 'fail',
  metadata_rejected: 'fail',
  policy_rejected: 'fail',
  cancelled: 'fail',
  unknown: 'fail',
};
/** The longest pause, in seconds, on platforms that count each upload that we open in a limit of the day. */
const LONGEST_BEFORE_OPENING = 3_600;
/** Failures after which the platform may publish a post that it had accepted and then failed. */
const REPEATABLE: ReadonlySet<FailureClass | undefined> = new Set([
  'transient',
  'quota_exhausted',
  'reconnect_required',
]);
/** How often such a post is sent again. */
const MOST_REPEATS = 3;
/** Number of uploads of a video that the platform could not process, after which the video is at fault. */
const MOST_UPLOADS = 3;
/** Number of runs ended by a fault of ours after which a publication is given up. */
const MAX_FAULTS = 5;
/** How long we query the platform about an unanswered call, and about a post that it does not show. */
const LOOK_HOURS = 24;
const FEWEST_LOOKS = 10;
const HOUR_MS = 3_600_000;
/** Limit for failures of different classes in a row. */
const LONGEST_HOURS = 120;
const LOOKS = { firstMs: 2_000, maxMs: 600_000 };

/**
 * Seconds until the next query; undefined when we stop querying.
 * @param since when the call was made, or the post accepted; null: just now
 */
export function nextLookSeconds(looks: number, since: Date | null, atLeast = 0): number | undefined {
  const isOld = since !== null && Date.now() - since.getTime() > LOOK_HOURS * HOUR_MS;
  if (isOld && looks >= FEWEST_LOOKS) return undefined;
  return Math.max(atLeast, Math.ceil(backoffMs(looks + 1, LOOKS, 1) / 1_000));
}

/** When the current failures began. A wait for the account or its owner, and a retry, end them. */
function failingSince(
  previous: PublicationFault | null,
  failure: FailureClass,
): NonNullable<PublicationFault['failing']> {
  const now = new Date().toISOString();
  const before = previous?.failing;
  if (!before) return { class: failure, since: now, anySince: now };
  return { ...before, ...(before.class !== failure && { class: failure, since: now }) };
}

/** A fault that neither ends nor begins a series of failures. */
function inSameSeries(fault: PublicationFault, previous: PublicationFault | null): PublicationFault {
  return { ...fault, ...(previous?.failing && { failing: previous.failing }) };
}

/** Decides what an error means for a publication. Never repeats a call that may have published the post. */
@Injectable()
export class PublicationRecoveryService {
  private readonly logger = new Logger('Publications');

  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly events: PublicationEventsRepository,
    private readonly settlement: PublicationSettlementService,
    private readonly usage: AccountUsageRepository,
  ) {}

  async recover(run: PublicationRun, error: unknown): Promise<void> {
    const { lease, step, publication } = run;
    if (callLimitReached.is(error) || transfersBusy.is(error)) return this.waitForTurn(run, error);
    let known = error instanceof AppError ? error : publicationFailed(undefined, { cause: error });
    if (known !== error) this.logger.warn('a publication was interrupted', { publication: lease.id, err: error });
    await this.events.append(lease, { step, outcome: 'failed', detail: known.message, error });
    await this.respectBlock(run, known);
    known = await this.judged(run, known);
    const fault = faultOf(run, known);
    const atLeast = known.options.retryAfterSeconds ?? 0;
    const { status, looks, publishedAt } = publication;
    if (status === 'published')
      return this.lookAgain(run, known, { fault, seconds: nextLookSeconds(looks, publishedAt, atLeast) });
    if (!run.isSent) return this.reactTo(run, known, fault);
    const calledAt = run.sent?.state === 'unanswered' ? run.sent.at : null;
    const seconds = nextLookSeconds(looks, calledAt, atLeast);
    await this.settlement.doubt(run, { fault: inSameSeries(fault, publication.fault), seconds });
  }

  /** When its account must be reconnected, the post keeps the fault, and we query it after the reconnection. */
  private async lookAgain(
    run: PublicationRun,
    error: AppError,
    { fault, seconds }: { fault: PublicationFault; seconds: number | undefined },
  ): Promise<void> {
    const isOfAccount = seconds === undefined && this.reactionTo(run, error) === 'account';
    const account = isOfAccount ? await this.accountOf(run) : undefined;
    return this.settlement.observeAgain(run, seconds, account?.status === 'needs_reconnection' ? fault : undefined);
  }

  /** The same error, or a refusal of the video when it has cost several uploads. */
  private async judged({ publication: { platform }, lease }: PublicationRun, error: AppError): Promise<AppError> {
    if (failureClassOf(error) !== 'session_lost') return error;
    const { label, publisher } = this.adapters.named(platform);
    const [code, suspects] = [platformCodeOf(error), publisher?.suspectCodes ?? []];
    if (code === undefined || !suspects.includes(code)) return error;
    if ((await this.events.count(lease.id, { outcome: 'failed', codes: suspects })) < MOST_UPLOADS) return error;
    const message = `${label} could not process the video in ${MOST_UPLOADS} uploads.`;
    return platformRefused(message, { extra: { failure: 'media_rejected', platform_code: code } });
  }

  /** The refused post fails; the other posts of the account wait until the block of the platform has ended. */
  private async respectBlock({ publication: { platform, accountId } }: PublicationRun, error: AppError): Promise<void> {
    if (accountId === null || failureClassOf(error) !== 'policy_rejected') return;
    const seconds = this.adapters.named(platform).blockSecondsOf(platformCodeOf(error) ?? '');
    if (seconds > 0) await this.usage.block(accountId, seconds);
  }

  /** The platform failed a post that it had accepted: nothing of it is visible, so it may be sent again. */
  async recoverAccepted(run: PublicationRun, error: AppError): Promise<void> {
    const fault = faultOf(run, error);
    const isRepeatable =
      REPEATABLE.has(failureClassOf(error)) &&
      (await this.events.count(run.lease.id, { step: 'status', outcome: 'published' })) <= MOST_REPEATS;
    return isRepeatable ? this.reactTo(run, error, fault) : this.settlement.fail(run, fault);
  }

  private async reactTo(run: PublicationRun, error: AppError, fault: PublicationFault): Promise<void> {
    const reaction = this.reactionTo(run, error);
    if (reaction === 'fail') return this.settlement.fail(run, fault);
    if (reaction !== 'account') return this.wait(run, error, fault, reaction);
    const account = await this.accountOf(run);
    const lacking = account ? this.lacking(run, account, fault) : fault;
    if (account?.status === 'needs_reconnection')
      return this.settlement.park(run, { fault: lacking, waitingFor: 'account' });
    // The account seems to work, so the fault may concern this call alone.
    return this.wait(run, error, lacking, SLOWLY);
  }

  /** Undefined: it was disconnected. */
  private async accountOf({ publication: { accountId } }: PublicationRun): Promise<PlatformAccount | undefined> {
    return accountId === null ? undefined : this.accounts.get(accountId);
  }

  private reactionTo(run: PublicationRun, error: AppError): Pause | 'account' | 'fail' {
    const { publication } = run;
    const failure = failureClassOf(error);
    const reaction = failure && REACTIONS[failure];
    if (typeof reaction === 'object' && this.isLimitedInOpening(run, failure))
      return { ...reaction, most: Math.max(reaction.most, LONGEST_BEFORE_OPENING) };
    if (reaction) return reaction;
    const { kind, retryable } = error;
    if (platformAccessEnded.is(error)) return publication.accountId === null ? 'fail' : 'account';
    if (kind === 'unavailable') return SOON;
    if (!retryable && kind !== 'internal') return 'fail';
    return publication.attempts >= MAX_FAULTS ? 'fail' : SOON;
  }

  /** Whether the next run opens another upload, and the platform accepts only so many in a day. */
  private isLimitedInOpening({ step, publication }: PublicationRun, failure: FailureClass | undefined): boolean {
    const { platform } = publication;
    if (step !== 'open' && failure !== 'session_lost') return false;
    return this.adapters.isConfigured(platform) && this.adapters.named(platform).postLimit?.per === 'app';
  }

  /** Nothing has failed: the post continues at its turn, and the times of its failures stay as they are. */
  private async waitForTurn(run: PublicationRun, error: AppError): Promise<void> {
    const seconds = error.options.retryAfterSeconds ?? 0;
    const fault = inSameSeries(faultOf(run, error), run.publication.fault);
    if (run.publication.status === 'published') return this.settlement.observeAtTurn(run, { fault, seconds });
    if (run.isSent) return this.settlement.doubt(run, { fault, seconds });
    await this.settlement.park(run, { fault, waitingFor: error.code, seconds, isTurn: true });
  }

  private async wait(run: PublicationRun, error: AppError, fault: PublicationFault, pause: Pause): Promise<void> {
    const failing = failingSince(run.publication.fault, fault.class);
    const { attempts, releasedAt, publishAt } = run.publication;
    const hoursSince = (at: string) =>
      (Date.now() - Math.max(Date.parse(at), releasedAt?.getTime() ?? 0, publishAt?.getTime() ?? 0)) / HOUR_MS;
    if (hoursSince(failing.since) > pause.hours || hoursSince(failing.anySince) > LONGEST_HOURS)
      return this.settlement.fail(run, fault);
    const limits = { firstMs: pause.first * 1_000, maxMs: pause.most * 1_000 };
    const seconds = Math.ceil(Math.max(backoffMs(attempts, limits) / 1_000, error.options.retryAfterSeconds ?? 0));
    await this.settlement.park(run, { fault: { ...fault, failing }, waitingFor: error.code, seconds });
  }

  /** The fault with the permissions that the account lacks for the post. */
  private lacking(
    { publication: { platform, overrides } }: PublicationRun,
    { scopes }: PlatformAccount,
    fault: PublicationFault,
  ): PublicationFault {
    if (!this.adapters.isConfigured(platform)) return fault;
    const missingScopes = [...this.adapters.named(platform).missingScopes(scopes, overrides.options)];
    if (missingScopes.length === 0) return fault;
    const message = `${fault.message} The account lacks the permission for ${missingScopes.join(', ')}.`;
    return { ...fault, message, missingScopes };
  }
}
