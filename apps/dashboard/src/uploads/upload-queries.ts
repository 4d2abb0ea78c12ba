import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';

export type Upload = Schemas['UploadSummaryResponse'];
export type UploadDetails = Schemas['UploadDetailsResponse'];

const PAGE = 20;
const POLLED_PAGES = 5;

export const isOver = ({ finished_at }: Upload): boolean => finished_at !== null;

export const uploadsQuery = infiniteQueryOptions({
  queryKey: ['uploads'],
  queryFn: ({ pageParam }) =>
    answerOf(
      api.GET('/api/uploads', { params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } } }),
    ),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  refetchInterval: ({ state: { data } }) => {
    // Each poll reads every page that was shown.
    if (data && data.pages.length > POLLED_PAGES) return false;
    return data?.pages.some(({ uploads }) => uploads.some((upload) => !isOver(upload))) ? 3_000 : 30_000;
  },
});

export const uploadQuery = (id: string) =>
  queryOptions({
    queryKey: ['upload', id],
    queryFn: () => answerOf(api.GET('/api/uploads/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 2_000),
  });

/** Reads the upload and the list again after a change. */
export const renewUpload = (queries: QueryClient, id: string): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: uploadQuery(id).queryKey }),
    queries.invalidateQueries({ queryKey: uploadsQuery.queryKey }),
  ]);

/** Repeats what failed, and reads the track again if it is placed anew. */
export const retryUpload = (id: string, choice: Schemas['RetryUploadDto'] = {}): Promise<UploadDetails> =>
  answerOf(api.POST('/api/uploads/{id}/retry', { params: { path: { id } }, body: choice }));
