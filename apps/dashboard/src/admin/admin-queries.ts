import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { ZONE } from '../ui/time';

export type AdminUser = Schemas['AdminUserResponse'];
export type AdminUserDetail = Schemas['AdminUserDetailResponse'];
export type AdminJob = Schemas['AdminJobResponse'];

const PAGE = 50;
const REFRESH_MS = 30_000;

export interface AuditFilters {
  actor_id?: string;
  target_id?: string;
  action?: string;
}

export const overviewQuery = queryOptions({
  queryKey: ['admin', 'overview'],
  refetchInterval: REFRESH_MS,
  queryFn: () => answerOf(api.GET('/api/admin/overview', { params: { query: { tz: ZONE } } })),
});

export const businessQuery = (days: number) =>
  queryOptions({
    queryKey: ['admin', 'kpi', days],
    queryFn: () => answerOf(api.GET('/api/admin/kpi/global', { params: { query: { days, tz: ZONE } } })),
  });

export const queuesQuery = queryOptions({
  queryKey: ['admin', 'queues'],
  refetchInterval: REFRESH_MS,
  queryFn: () => answerOf(api.GET('/api/admin/queues')),
});

export const jobsOfQueuesQuery = (state: 'failed' | 'stuck') =>
  infiniteQueryOptions({
    queryKey: ['admin', 'jobs', state],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/admin/jobs', {
          params: { query: { state, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const usersQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'users', q],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/admin/users/search', {
          params: { query: { limit: PAGE, ...(q !== '' && { q }), ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'user', id],
    queryFn: () => answerOf(api.GET('/api/admin/users/{id}', { params: { path: { id } } })),
  });

export const grantsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'user', id, 'grants'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/admin/users/{id}/entitlements', {
          params: { path: { id }, query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'audit', filters],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/admin/audit-log', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
