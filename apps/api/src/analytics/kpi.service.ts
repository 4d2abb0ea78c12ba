import type { Owner } from '@app/core';
import {
  BacklogRepository,
  type BacklogState,
  type Counts,
  type KpiFigures,
  KpiRepository,
  PostQualityRepository,
} from '@app/insights';
import { Injectable } from '@nestjs/common';
import { filterOf, type KpiSummaryQuery } from './analytics.query';
import { type CoveredPeriod, periodResponse } from './analytics.response';
import { AnalyticsPeriodService } from './analytics-period.service';
import {
  KPI_DEFINITIONS,
  type KpiFiguresResponse,
  type KpiSummaryResponse,
  type UploadKpiResponse,
} from './kpi.response';
import { KpiBacklogResponse } from './kpi-backlog.response';
import { KpiQualityResponse, UploadKpiQualityResponse } from './kpi-quality.response';

const DAY_MS = 86_400_000;
const MOST_ERRORS = 10;

/** Key figures of an account, as far back as its plan allows. */
@Injectable()
export class KpiService {
  constructor(
    private readonly kpi: KpiRepository,
    private readonly backlogs: BacklogRepository,
    private readonly posts: PostQualityRepository,
    private readonly periods: AnalyticsPeriodService,
  ) {}

  async summary({ ownerId }: Owner, query: KpiSummaryQuery): Promise<KpiSummaryResponse> {
    const period = await this.periods.of(ownerId, query);
    const filter = filterOf(query);
    const [{ renders, uploads }, backlog, posts] = await Promise.all([
      this.kpi.of(ownerId, period, { status: query.status, ...filter }),
      this.backlogs.of(ownerId, filter),
      this.posts.of(ownerId, period, filter),
    ]);
    return {
      period: periodResponse(period),
      renders: { ...figuresOf(renders, period, backlog.renders), quality: KpiQualityResponse.of(renders) },
      uploads: {
        ...figuresOf(uploads, period, backlog.uploads),
        ...platformsOf(uploads),
        quality: UploadKpiQualityResponse.ofUploads(uploads, posts),
      },
      definitions: [...KPI_DEFINITIONS],
    };
  }
}

function figuresOf(
  { states, latency, hours, errors }: KpiFigures,
  { from, to }: CoveredPeriod,
  backlog: readonly BacklogState[],
): KpiFiguresResponse {
  const of = (state: string) => states.get(state) ?? 0;
  const [completed, partial, failed, cancelled] = [of('completed'), of('partial'), of('failed'), of('cancelled')];
  const created = total(states);
  const ended = completed + partial + failed;
  return {
    created,
    per_day: created / ((Date.parse(to) - Date.parse(from)) / DAY_MS + 1),
    outcomes: { completed, partial, failed, cancelled, unfinished: created - ended - cancelled },
    success_rate: ended === 0 ? null : completed / ended,
    failure_rate: ended === 0 ? null : failed / ended,
    latency: {
      mean: latency.get('mean') ?? null,
      p50: latency.get('p50') ?? null,
      p95: latency.get('p95') ?? null,
      p99: latency.get('p99') ?? null,
    },
    hours: Array.from({ length: 24 }, (_, hour) => hours.get(String(hour)) ?? 0),
    errors: mostFrequent(errors)
      .slice(0, MOST_ERRORS)
      .map(([code, count]) => ({ code, count })),
    backlog: KpiBacklogResponse.of(backlog),
  };
}

function platformsOf({ states, platforms }: KpiFigures): Pick<UploadKpiResponse, 'platforms' | 'top_platform_share'> {
  const created = total(states);
  const shares = mostFrequent(platforms).map(([platform, uploads]) => ({
    platform,
    uploads,
    share: uploads / created,
  }));
  return { platforms: shares, top_platform_share: shares[0]?.share ?? null };
}

const total = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** By count, then by name. */
const mostFrequent = (counts: Counts): [name: string, count: number][] =>
  [...counts].sort(([one, many], [other, few]) => few - many || one.localeCompare(other));
