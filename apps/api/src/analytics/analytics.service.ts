import { microTokens, QuotaService, toTokens } from '@app/billing';
import { invalidInput, type Owner } from '@app/core';
import { AnalyticsRepository, FollowersRepository, ReachRepository, UsageRepository } from '@app/insights';
import { RENDER_STATUSES } from '@app/render-proxy';
import { UPLOAD_STATUSES } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { UploadQuotaResponse } from '../responses/upload-quota.response';
import { type AnalyticsQuery, type FollowersQuery, filterOf, type TimeSeriesQuery } from './analytics.query';
import { type AnalyticsOverviewResponse, periodResponse, TimeSeriesResponse } from './analytics.response';
import { AnalyticsPeriodService } from './analytics-period.service';
import { FollowerGrowthResponse } from './follower-growth.response';
import { ReachResponse } from './reach.response';

const MOST_HOURLY_DAYS = 31;
/** Tokens belong to no upload. */
const NO_TOKENS = { charged: 0, returned: 0 };

/** Figures of an account, as far back as its plan allows. */
@Injectable()
export class AnalyticsService {
  constructor(
    private readonly analytics: AnalyticsRepository,
    private readonly usage: UsageRepository,
    private readonly reach: ReachRepository,
    private readonly followers: FollowersRepository,
    private readonly quota: QuotaService,
    private readonly periods: AnalyticsPeriodService,
  ) {}

  async overview({ ownerId }: Owner, query: AnalyticsQuery): Promise<AnalyticsOverviewResponse> {
    const period = await this.periods.of(ownerId, query);
    const filter = filterOf(query);
    const isFiltered = Object.values(filter).some((value) => value !== undefined);
    const [states, tokens, reach, quota] = await Promise.all([
      this.analytics.states(ownerId, period, filter),
      isFiltered ? NO_TOKENS : this.usage.tokens(ownerId, period),
      this.reach.of(ownerId, period, filter),
      this.quota.overview(ownerId, 'uploads'),
    ]);
    const [renders, uploads] = [allOf(RENDER_STATUSES, states.renders), allOf(UPLOAD_STATUSES, states.uploads)];
    return {
      period: periodResponse(period),
      renders: {
        total: sum(Object.values(renders)),
        by_status: renders,
        success_rate: fraction(renders.completed, [renders.completed, renders.failed]),
        video_seconds: states.videoSeconds,
      },
      uploads: {
        total: sum(Object.values(uploads)),
        by_status: uploads,
        success_rate: fraction(uploads.completed, [uploads.completed, uploads.partial, uploads.failed]),
      },
      quota: UploadQuotaResponse.of(quota),
      tokens: { charged: toTokens(microTokens(tokens.charged)), returned: toTokens(microTokens(tokens.returned)) },
      reach: ReachResponse.of(reach),
    };
  }

  /** @throws invalid_input for hours over more than 31 days */
  async series({ ownerId }: Owner, { interval, ...query }: TimeSeriesQuery): Promise<TimeSeriesResponse> {
    if (interval === 'hour' && query.days > MOST_HOURLY_DAYS)
      throw invalidInput(undefined, {
        errors: [{ path: 'days', code: 'max', message: `days must be at most ${MOST_HOURLY_DAYS} with interval=hour` }],
      });
    const period = await this.periods.of(ownerId, query);
    return TimeSeriesResponse.of(
      period,
      interval,
      await this.analytics.series(ownerId, period, interval, filterOf(query)),
    );
  }

  async followerGrowth({ ownerId }: Owner, query: FollowersQuery): Promise<FollowerGrowthResponse> {
    const period = await this.periods.of(ownerId, query);
    const filter = { platform: query.platform, accountId: query.account_id };
    return FollowerGrowthResponse.of(period, await this.followers.growth(ownerId, period, filter));
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const fraction = (part: number, of: readonly number[]) => (sum(of) === 0 ? null : part / sum(of));

/** Every state, with 0 for those without rows. */
function allOf<State extends string>(states: readonly State[], counts: Readonly<Record<string, number>>) {
  return Object.fromEntries(states.map((state) => [state, counts[state] ?? 0])) as Record<State, number>;
}
