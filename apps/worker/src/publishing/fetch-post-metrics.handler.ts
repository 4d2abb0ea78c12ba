import type { AppError } from '@app/core';
import { fetchPostMetrics, HandlesJob, type JobRun, type PostMetricsPayload } from '@app/jobs';
import {
  AccountAccessService,
  AccountUsageRepository,
  type DuePostMetrics,
  type FailureClass,
  failureClassOf,
  PlatformAccountsRepository,
  type PlatformAdapter,
  PlatformAdapters,
  type PostMetricsReader,
  PublicationMetricsRepository,
} from '@app/platforms';
import { Injectable, Logger } from '@nestjs/common';

const DAY_SECONDS = 86_400;
/** Failures of one call, after which the next one may succeed. Any other ends the calls for this account. */
const OF_ONE_CALL: ReadonlySet<FailureClass | undefined> = new Set(['metadata_rejected', 'policy_rejected', 'unknown']);

/** Reads how often live posts were seen and reacted to. Whatever fails, the posts and their account stay as they are. */
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
  ) {}

  async handle({ accountId, publicationIds }: PostMetricsPayload, { signal }: JobRun): Promise<void> {
    const account = await this.accounts.get(accountId);
    const adapter = account && this.adapters.isConfigured(account.platform) && this.adapters.named(account.platform);
    // A grant without the permission to read figures may get it at the next connection.
    if (!adapter || !adapter.metrics || !adapter.capabilitiesOf(account.scopes).can.includes('metrics'))
      return this.metrics.postpone(publicationIds, DAY_SECONDS);
    const posts = await this.metrics.some(accountId, publicationIds);
    for (let from = 0; from < posts.length; from += adapter.metrics.mostIds) {
      signal.throwIfAborted();
      // The calls that are left are for posts.
      const { isSlowed, pausedSeconds } = await this.usage.paceOf(accountId);
      if (isSlowed) return this.metrics.postpone(idsOf(posts.slice(from)), pausedSeconds);
      const batch = posts.slice(from, from + adapter.metrics.mostIds);
      try {
        await this.read(accountId, adapter, adapter.metrics, batch);
      } catch (error) {
        this.logger.warn('figures of posts could not be read', { account: accountId, err: error });
        const isOfOneCall = OF_ONE_CALL.has(failureClassOf(error));
        const missing = isOfOneCall ? batch : posts.slice(from);
        await this.metrics.postpone(idsOf(missing), (error as Partial<AppError>).options?.retryAfterSeconds);
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
            const state = await publisher?.observe(access, post.postId);
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
