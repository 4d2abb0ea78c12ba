import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { pollInterval } from '../live/poll-interval';

export type Upload = Schemas['UploadSummaryResponse'];
export type UploadDetails = Schemas['UploadDetailsResponse'];

const PAGE = 20;
const POLLED_PAGES = 5;

export const isOver = ({ finished_at }: Upload): boolean => finished_at !== null;

/** States in which the progress of an upload or its posts changes; every other change is an event of the account. */
const MOVING: ReadonlySet<Upload['status']> = new Set(['processing', 'ready', 'publishing']);

const intervalOf = ({ status }: Upload, ms: number): number => (MOVING.has(status) ? ms : pollInterval(ms));

/** @param status only the uploads in this state */
export const uploadsQuery = (status?: Upload['status']) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.uploads, status],
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(status && { status: [status] }),
        ...(pageParam !== '' && { cursor: pageParam }),
      };
      return answerOf(api.GET('/api/uploads', { params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: ({ state: { data } }) => {
      // Each poll reads every page that was shown.
      if (data && data.pages.length > POLLED_PAGES) return false;
      const open = data?.pages.flatMap(({ uploads }) => uploads.filter((upload) => !isOver(upload))) ?? [];
      return Math.min(pollInterval(30_000), ...open.map((upload) => intervalOf(upload, 3_000)));
    },
  });

export const uploadQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.upload(id),
    queryFn: () => answerOf(api.GET('/api/uploads/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data ? !isOver(data) && intervalOf(data, 2_000) : 2_000),
  });

/** Reads the upload and the list again after a change. */
export const renewUpload = (queries: QueryClient, id: string): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: uploadQuery(id).queryKey }),
    queries.invalidateQueries({ queryKey: queryKeys.uploads }),
  ]);

/** Whether something failed that may succeed now. */
export const canRetry = ({ status }: Upload): boolean => status === 'failed' || status === 'partial';

/** Whether single posts can be retried: not while the files of the upload are made again. */
export const canRetryPosts = (upload: Upload): boolean =>
  canRetry(upload) || ['awaiting_approval', 'staged', 'publishing'].includes(upload.status);

/** Repeats what failed, and reads the track again if its position changed. */
export const retryUpload = (id: string, choice: Schemas['RetryUploadDto'] = {}): Promise<UploadDetails> =>
  answerOf(api.POST('/api/uploads/{id}/retry', { params: { path: { id } }, body: choice }));
