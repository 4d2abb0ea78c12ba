import { type HeldLease, type LastWrite, workCancelled } from '@app/jobs';
import {
  type AccountAccess,
  AccountAccessService,
  CallLimitsRepository,
  type FailureClass,
  failureClassOf,
  faultsInWords,
  OtherPostsRepository,
  PlatformAdapters,
  PublicationEventsRepository,
  PublicationLeasesRepository,
  type PublicationStep,
  platformAccountDisconnected,
  platformRateLimited,
  platformUnavailable,
  publicationSubmissions,
  publicationUnconfirmed,
  publishingNotSupported,
  refusalOf,
  SharedUnitsRepository,
  type UploadOutcome,
  unapprovableOptions,
  type VideoPublisher,
  type VideoSource,
} from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PublicationFilesService } from './publication-files.service';
import { PublicationOwnersService } from './publication-owners.service';
import type { PublicationRun } from './publication-run';
import { PublicationSettlementService } from './publication-settlement.service';
import { TransferTurnsService } from './transfer-turns.service';

type UploadSession = NonNullable<PublicationRun['session']>;

/**
 * Failures after which the publishing call certainly had no effect. After any other, only the platform knows whether
 * the post exists.
 */
const WITHOUT_EFFECT: ReadonlySet<FailureClass> = new Set([
  'transient',
  'resync',
  'not_ready',
  'session_lost',
  'rate_limited',
  'quota_exhausted',
  'token_expired',
  'reconnect_required',
  'account_action',
  'app_config',
  'media_rejected',
  'metadata_rejected',
  'policy_rejected',
]);

/** Of these, the failures that concern the account. */
const DEFINITE: readonly FailureClass[] = ['reconnect_required', 'account_action'];

/** Publishes posts in the two phases of `VideoPublisher`: everything before the publishing call may be repeated. */
@Injectable()
export class PublicationSenderService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
    private readonly access: AccountAccessService,
    private readonly leases: PublicationLeasesRepository,
    private readonly events: PublicationEventsRepository,
    private readonly owners: PublicationOwnersService,
    private readonly settlement: PublicationSettlementService,
    private readonly files: PublicationFilesService,
    private readonly limits: CallLimitsRepository,
    private readonly units: SharedUnitsRepository,
    private readonly turns: TransferTurnsService,
    private readonly otherPosts: OtherPostsRepository,
  ) {}

  /** @throws the errors of the platform and of the store */
  async send(run: PublicationRun, held: HeldLease<number>): Promise<LastWrite> {
    const publisher = this.publisherOf(run);
    const source = this.files.videoOf(run.publication);
    const accountId = run.publication.accountId;
    if (accountId === null) throw platformAccountDisconnected();
    const prepare = () => this.prepare(run, accountId, publisher, source, held);
    // A session may end after an hour, so none is opened before the transfer can begin.
    const session = await this.turns.run(source.size * (1 - run.publication.progress), prepare);
    const access = await this.access.use(accountId, (_adapter, valid) => Promise.resolve(valid));
    const gone = await this.leases.mayPublish(run.lease);
    if (gone === 'cancelled') throw workCancelled();
    if (gone === 'unapproved') return () => this.settlement.hold(run);
    if (gone === 'not_yet') return () => this.settlement.defer(run);
    if (gone === 'disconnected') throw platformAccountDisconnected();
    const hold = await this.owners.holdOf(run);
    if (hold) return hold;
    await this.limits.assertNotBlocked({ platform: run.publication.platform, accountId });
    return this.commit(run, () => publisher.commit(access, session, source, { signal: held.signal }));
  }

  /**
   * Queries the platform about the outcome of an unanswered publishing call.
   * @returns undefined when nothing was published, so that the post may be sent
   * @throws publication_unconfirmed when the platform has no record of it
   */
  async lookUp(run: PublicationRun): Promise<LastWrite | undefined> {
    run.step = 'outcome';
    const { session, lease, publication } = run;
    const { accountId } = publication;
    if (accountId === null) throw platformAccountDisconnected();
    const publisher = this.publisherOf(run);
    let outcome: UploadOutcome = { state: 'session_lost' };
    if (session)
      outcome = await this.access.use(accountId, (_adapter, access) =>
        publisher.outcome(access, session, this.files.videoOf(publication), () =>
          this.otherPosts.besides({ id: publication.id, accountId }),
        ),
      );
    await this.record(run, outcome.state);
    if (outcome.state === 'session_lost') outcome = await this.find(run, accountId, publisher);
    if (outcome.state === 'published') {
      await publicationSubmissions.adopt(this.dataSource, lease, outcome.postId);
      return () => this.settlement.publish(run, outcome.postId);
    }
    if (outcome.state === 'session_lost') throw publicationUnconfirmed();
    await publicationSubmissions.disprove(this.dataSource, lease);
    run.isSent = false;
    run.isReady = outcome.isReady === true;
    return undefined;
  }

  /** The failure of a publishing call of which the platform confirmed that it published nothing. */
  callWithoutEffect(run: PublicationRun): Error {
    run.step = 'commit';
    const { platform, fault } = run.publication;
    const { label } = this.adapters.named(platform);
    return platformUnavailable(`${label} rejected the request to publish and confirms that nothing was published.`, {
      extra: { failure: 'transient', ...(fault?.platformCode !== undefined && { platform_code: fault.platformCode }) },
    });
  }

  /** Looks for the post in the platform's list of posts. */
  private async find(run: PublicationRun, accountId: string, publisher: VideoPublisher): Promise<UploadOutcome> {
    const { sent, publication, lease } = run;
    if (sent?.state !== 'unanswered') return { state: 'session_lost' };
    const post = this.files.postOf(publication);
    const find = (access: AccountAccess) => publisher.find?.(access, post, sent.at);
    const found = await this.units.spend(publication, 'find', () =>
      this.access.use(accountId, async (_adapter, access) => find(access)),
    );
    if (!found) return { state: 'session_lost' };
    const { postId, by } = found;
    if (by === 'text' && (await this.leases.isAmbiguous(lease, postId, sent.at))) return { state: 'session_lost' };
    await this.record(run, 'found');
    return { state: 'published', postId };
  }

  /** Afterwards, the platform has everything but the publishing call. */
  private async prepare(
    run: PublicationRun,
    accountId: string,
    publisher: VideoPublisher,
    source: VideoSource,
    held: HeldLease<number>,
  ): Promise<UploadSession> {
    if (run.session && !run.isReady) {
      run.step = 'transfer';
      await this.limits.reserve({ ...run.publication, accountId }, 'transfer');
    }
    const session = run.session ?? (await this.open(run, accountId, publisher, source));
    if (!run.isReady) await this.transfer(run, accountId, publisher, session, source, held);
    return session;
  }

  private async open(
    run: PublicationRun,
    accountId: string,
    publisher: VideoPublisher,
    source: VideoSource,
  ): Promise<UploadSession> {
    run.step = 'preflight';
    const { publication } = run;
    await this.limits.reserve({ ...publication, accountId }, 'open');
    const post = this.files.postOf(publication);
    const faults = publisher.faultsOf(post);
    // The workspace may have begun to require approvals after the post was planned.
    if (publication.approval !== 'not_required')
      for (const { name, message } of unapprovableOptions(publisher, post))
        faults.push({ field: 'options', message: `${name} ${message}` });
    const { facts } = source;
    if (faults.length === 0 && facts)
      faults.push(
        ...(await this.units.spend(publication, 'preflight', () =>
          this.access.use(accountId, (_adapter, access) => publisher.preflight(access, post, facts), DEFINITE),
        )),
      );
    if (faults.length > 0 && faults.every(({ isPassing }) => isPassing))
      throw platformRateLimited(`The ${faultsInWords(faults)}.`, { extra: { failure: 'quota_exhausted' } });
    if (faults.length > 0) throw refusalOf(faults);
    run.step = 'open';
    const session = await this.access.use(
      accountId,
      (_adapter, access) => publisher.open(access, post, source),
      DEFINITE,
    );
    await this.leases.keepSession(run.lease, session);
    await this.record(run, 'done');
    return session;
  }

  private async transfer(
    run: PublicationRun,
    accountId: string,
    publisher: VideoPublisher,
    session: UploadSession,
    source: VideoSource,
    held: HeldLease<number>,
  ): Promise<void> {
    run.step = 'transfer';
    const options = { signal: held.signal, report: (stored: number) => held.report(stored / source.size) };
    try {
      await this.access.use(accountId, (_adapter, access) => publisher.transfer(access, session, source, options));
    } catch (error) {
      if (failureClassOf(error) === 'session_lost') await this.leases.keepSession(run.lease, null);
      throw error;
    }
    await this.record(run, 'done');
  }

  /** Records the intention, makes the call once, and records the answer. */
  private async commit(run: PublicationRun, publish: () => Promise<string>): Promise<LastWrite> {
    run.step = 'commit';
    const begun = await publicationSubmissions.begin(this.dataSource, run.lease);
    if (begun.outcome === 'accepted') return () => this.settlement.publish(run, begun.reference);
    run.isSent = begun.outcome !== 'exhausted';
    if (begun.outcome !== 'begun') throw publicationUnconfirmed();
    await this.record(run, 'started');
    let postId: string;
    try {
      postId = await publish();
    } catch (error) {
      const failure = failureClassOf(error);
      const isHarmless = failure !== undefined && WITHOUT_EFFECT.has(failure);
      if (isHarmless) await publicationSubmissions.refuse(this.dataSource, begun.submission);
      else await publicationSubmissions.unknown(this.dataSource, begun.submission);
      run.isSent = !isHarmless;
      if (failure === 'session_lost') await this.leases.keepSession(run.lease, null);
      throw error;
    }
    await publicationSubmissions.accept(this.dataSource, begun.submission, postId);
    await this.record(run, 'done');
    return () => this.settlement.publish(run, postId);
  }

  /** @throws platform_not_configured, publishing_not_supported */
  private publisherOf({ publication: { platform } }: PublicationRun): VideoPublisher {
    const { publisher, label } = this.adapters.named(platform);
    if (!publisher) throw publishingNotSupported(`Videos cannot be published on ${label} yet.`);
    return publisher;
  }

  private record({ lease, step }: { lease: PublicationRun['lease']; step: PublicationStep }, outcome: string) {
    return this.events.append(lease, { step, outcome });
  }
}
