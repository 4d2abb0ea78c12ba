import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { ZONE } from '../ui/time';

export type Overview = Schemas['AnalyticsOverviewResponse'];
export type Kpi = Schemas['KpiSummaryResponse'];
export type FollowerGrowth = Schemas['FollowerGrowthResponse'];
export type Bucket = Schemas['SeriesBucketResponse'];

/** Days of a period, with what a person calls it. */
export const PERIODS: Readonly<Record<string, string>> = {
  1: 'Today',
  7: '7 days',
  30: '30 days',
  90: '90 days',
  365: '365 days',
};

/** Days of the viewer's zone. */
const query = (days: number) => ({ days, tz: ZONE });

export const overviewQuery = (days: number) =>
  queryOptions({
    queryKey: ['insights', 'overview', days],
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    queryFn: () => answerOf(api.GET('/api/analytics/overview', { params: { query: query(days) } })),
  });

export const seriesQuery = (days: number) =>
  queryOptions({
    queryKey: ['insights', 'series', days],
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    queryFn: () =>
      answerOf(
        api.GET('/api/analytics/timeseries', {
          params: { query: { ...query(days), interval: days === 1 ? 'hour' : 'day' } },
        }),
      ),
  });

export const followersQuery = (days: number) =>
  queryOptions({
    queryKey: ['insights', 'followers', days],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET('/api/analytics/followers', { params: { query: query(days) } })),
  });

export const kpiQuery = (days: number) =>
  queryOptions({
    queryKey: ['insights', 'kpi', days],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET('/api/kpi/summary', { params: { query: query(days) } })),
  });

export type ExportFormat = 'csv' | 'ndjson' | 'json' | 'xlsx';

/** The rows behind the figures, as a file. */
export const exportRows = (days: number, format: ExportFormat): Promise<Blob> =>
  answerOf<Blob>(api.GET('/api/kpi/raw', { params: { query: { ...query(days), format } }, parseAs: 'blob' }));
