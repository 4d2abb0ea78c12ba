import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { pollInterval } from '../live/poll-interval';

export type Notice = Schemas['NoticeResponse'];

const PAGE = 20;

/** Notices, newest first: all of them, or those that nobody has read. */
export const noticesQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.notices, 'list', unread],
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(unread && { unread }), ...(pageParam !== '' && { cursor: pageParam }) };
      return answerOf(api.GET('/api/notices', { params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

/** The number of unread notices. */
export const unreadQuery = queryOptions({
  queryKey: [...queryKeys.notices, 'unread'],
  queryFn: async () =>
    (await answerOf(api.GET('/api/notices', { params: { query: { limit: 1, unread: true } } }))).unread_count,
  refetchInterval: () => pollInterval(30_000),
});
