import type { AppError } from '@app/core';
import { fetchPostMetrics, HandlesJob, type JobRun, type PostMetricsPayload } from '@app/jobs';
import {
  AccountAccessService,
  AccountUsageRepository,
  type DuePostMetrics,
  type FailureClass,
  FollowerReadingsRepository,
  failureClassOf,
  OtherPostsRepository,
  type PlatformAccount,
  PlatformAccountsRepository,
  type PlatformAdapter,
  PlatformAdapters,
  type PostMetricsReader,
  PublicationMetricsRepository,
  SharedUnitsRepository,
} from '@app/platforms';
import { Injectable, Logger } from '@nestjs/common';

const DAY_SECONDS = 86_400;
/** Failures that concern one call only: the next one may succeed. Any other failure ends the calls for this account. */
const OF_ONE_CALL: ReadonlySet<FailureClass | undefined> = new Set(['metadata_rejected', 'policy_rejected', 'unknown']);

/**
 * Reads how often live posts were seen and reacted to, and how many people follow their account. Whatever fails, the
 * posts and their account stay as they are.
 */
@HandlesJob(fetchPostMetrics)
@Injectable()
export class FetchPostMetricsHandler {
  private readonly logger = new Logger('PostMetrics');

  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly access: AccountAccessService,
    private readonly metrics: PublicationMetricsRepository,
    private readonly usage: AccountUsageRepository,
    private readonly followers: FollowerReadingsRepository,
    private readonly otherPosts: OtherPostsRepository,
    private readonly units: SharedUnitsRepository,
  ) {}

  async handle({ accountId, publicationIds, followers = false }: PostMetricsPayload, run: JobRun): Promise<void> {
    const account = await this.accounts.get(accountId);
    const adapter = account && this.adapters.isConfigured(account.platform) && this.adapters.named(account.platform);
    if (followers) {
      const failure = account && adapter ? await this.readFollowers(account, adapter) : undefined;
      if (!adapter) await this.followers.postpone(accountId, DAY_SECONDS);
      if (failure) return this.metrics.postpone(publicationIds, retryAfter(failure));
    }
    // A grant without the permission to read figures may get it at the next connection.
    if (!adapter || !adapter.metrics || !adapter.capabilitiesOf(account.scopes).can.includes('metrics'))
      return this.metrics.postpone(publicationIds, DAY_SECONDS);
    await this.readPosts(account, adapter, adapter.metrics, publicationIds, run);
  }

  /** @returns the failure, if it ends the calls for this account */
  private async readFollowers(account: PlatformAccount, { followers }: PlatformAdapter): Promise<unknown> {
    const { id, scopes } = account;
    if (!followers) {
      await this.followers.postpone(id, DAY_SECONDS);
      return undefined;
    }
    if (!followers.scopes.some((scope) => scopes.includes(scope))) {
      await this.followers.store(id, 'no_permission');
      return undefined;
    }
    const { isSlowed, pausedSeconds } = await this.usage.paceOf(id);
    if (isSlowed) {
      await this.followers.postpone(id, pausedSeconds);
      return undefined;
    }
    try {
      const count = await this.units.spend(account, 'followers', () =>
        this.access.use(id, (_adapter, access) => followers.read(access), []),
      );
      await this.followers.store(id, count ?? 'hidden');
      return undefined;
    } catch (error) {
      this.logger.warn('followers could not be read', { account: id, err: error });
      await this.followers.postpone(id, retryAfter(error));
      return OF_ONE_CALL.has(failureClassOf(error)) ? undefined : error;
    }
  }

  private async readPosts(
    account: PlatformAccount,
    adapter: PlatformAdapter,
    reader: PostMetricsReader,
    publicationIds: readonly string[],
    { signal }: JobRun,
  ): Promise<void> {
    const { id: accountId } = account;
    const posts = await this.metrics.some(accountId, publicationIds);
    for (let from = 0; from < posts.length; from += reader.mostIds) {
      signal.throwIfAborted();
      // While the calls are slowed, the remaining ones are for publishing.
      const { isSlowed, pausedSeconds } = await this.usage.paceOf(accountId);
      if (isSlowed) return this.metrics.postpone(idsOf(posts.slice(from)), pausedSeconds);
      const batch = posts.slice(from, from + reader.mostIds);
      try {
        await this.units.spend(account, 'metrics', () => this.read(accountId, adapter, reader, batch));
      } catch (error) {
        this.logger.warn('figures of posts could not be read', { account: accountId, err: error });
        const isOfOneCall = OF_ONE_CALL.has(failureClassOf(error));
        const missing = isOfOneCall ? batch : posts.slice(from);
        await this.metrics.postpone(idsOf(missing), retryAfter(error));
        if (!isOfOneCall) return;
      }
    }
  }

  private async read(
    accountId: string,
    { publisher }: PlatformAdapter,
    reader: PostMetricsReader,
    batch: readonly DuePostMetrics[],
  ): Promise<void> {
    const found = await this.access.use(
      accountId,
      async (_adapter, access) => {
        const ids = new Map<string, string>();
        for (const post of batch) {
          const known = [post.postId, post.publicId].find((id) => id !== null && reader.hasFigures(id));
          if (known) ids.set(post.publicationId, known);
          else {
            const others = () => this.otherPosts.besides({ id: post.publicationId, accountId });
            const state = await publisher?.observe(access, post.postId, others);
            if (state?.state !== 'live' || state.publicId === undefined) continue;
            await this.metrics.learn(post.publicationId, state.publicId, state.permalink);
            ids.set(post.publicationId, state.publicId);
          }
        }
        const figures = ids.size > 0 ? await reader.read(access, [...ids.values()]) : new Map<string, never>();
        return batch.map(({ publicationId }) => ({
          publicationId,
          figures: figures.get(ids.get(publicationId) ?? ''),
        }));
      },
      [],
    );
    for (const { publicationId, figures } of found)
      if (figures) await this.metrics.store(publicationId, figures);
      else await this.metrics.postpone([publicationId]);
  }
}

const idsOf = (posts: readonly DuePostMetrics[]): string[] => posts.map(({ publicationId }) => publicationId);

/** Seconds that the platform told us to wait. */
const retryAfter = (error: unknown): number | undefined => (error as Partial<AppError>).options?.retryAfterSeconds;
