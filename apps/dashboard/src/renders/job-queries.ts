import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { pollInterval } from '../live/poll-interval';

export type Job = Schemas['JobResponse'];

const FINISHED: readonly Job['status'][] = ['completed', 'failed', 'cancelled'];
const PAGE = 20;
const POLLED_PAGES = 5;

export const isFinished = ({ status }: Job): boolean => FINISHED.includes(status);

/** All renders, newest first. Polls while one of them is unfinished. */
export const jobsQuery = infiniteQueryOptions({
  queryKey: queryKeys.jobs,
  queryFn: ({ pageParam }) =>
    answerOf(
      api.GET('/api/v1/jobs', { params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } } }),
    ),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  refetchInterval: ({ state: { data } }) => {
    // Each poll reads every page that was shown.
    if (data && data.pages.length > POLLED_PAGES) return false;
    return data?.pages.some(({ jobs }) => jobs.some((job) => !isFinished(job))) ? 2_000 : pollInterval(30_000);
  },
});

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.job(id),
    queryFn: () => answerOf(api.GET('/api/v1/job/{job_id}', { params: { path: { job_id: id } } })),
    // The live events are faster; this also works where a proxy holds them back.
    refetchInterval: ({ state }) => (state.data && isFinished(state.data) ? false : 3_000),
  });

/** The edit that a render was made from. */
export const editQuery = (id: string) =>
  queryOptions({
    queryKey: ['edit', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const call = api.GET('/edit/v1/render/{id}', { params: { path: { id }, query: { data: true } } });
      return (await answerOf(call)).response.data ?? null;
    },
  });

/** An address with a ticket for `EventSource`, on this page's own origin. */
export async function eventsAddress(id: string): Promise<string> {
  const call = api.POST('/api/v1/job/{job_id}/events/ticket', { params: { path: { job_id: id } } });
  const { pathname, search } = new URL((await answerOf(call)).url);
  return pathname + search;
}
