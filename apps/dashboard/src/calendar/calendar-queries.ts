import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schemas } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { pollInterval } from '../live/poll-interval';
import { isChangeable } from '../uploads/post-state';
import { renewUpload } from '../uploads/upload-queries';

export type Post = Schemas['TimedPostResponse'];

/** The posts of a period; not complete when there are more than the calendar reads. */
export interface Posts {
  posts: readonly Post[];
  isComplete: boolean;
}

/** A post and the instant that it moves to. A local time would be ambiguous when the clocks go back. */
export interface Move {
  post: Post;
  /** Null: as soon as it is ready. */
  at: string | null;
  /** In which its local time is shown. */
  zone: string;
}

const [PAGE, MOST_PAGES] = [100, 10];

/** Whether the calendar may move a post: it has not been sent, and its time has not come. */
export const isMovable = (post: Post): boolean => isChangeable(post) && post.publish_at !== null;

export const postsQuery = (period: { from: string; to: string }) =>
  queryOptions({
    queryKey: [...queryKeys.posts, period.from, period.to],
    placeholderData: keepPreviousData,
    refetchInterval: () => pollInterval(30_000),
    queryFn: () => allPosts(period),
  });

async function allPosts(period: { from: string; to: string }): Promise<Posts> {
  const posts: Post[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { ...period, limit: PAGE, ...(cursor !== null && { cursor }) };
    const answer: Schemas['PostListResponse'] = await answerOf(api.GET('/api/posts', { params: { query } }));
    posts.push(...answer.posts);
    cursor = answer.next_cursor;
    if (cursor === null) return { posts, isComplete: true };
  }
  return { posts, isComplete: false };
}

const MOVES = ['move-post'];

/**
 * Moves posts that nobody else has changed meanwhile; shows them at their new times at once. Several moves may be on
 * their way: `error` is what the last failed one has thrown, until another begins.
 */
export function useMovePost() {
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>();
  const show = (changed: Post) =>
    queries.setQueriesData<Posts>({ queryKey: queryKeys.posts }, (shown) => shown && withPost(shown, changed));
  const move = useMutation({
    mutationKey: MOVES,
    mutationFn: ({ post: { upload_id: id, id: target, revision }, at, zone }: Move) =>
      answerOf(
        api.PATCH('/api/uploads/{id}/targets/{target}', {
          params: { path: { id, target }, header: { 'If-Match': `"${revision}"` } },
          body:
            at === null
              ? { schedule_mode: 'immediate' }
              : { schedule_mode: 'scheduled', scheduled_time: at, timezone: zone },
        }),
      ),
    onMutate: async ({ post, at }) => {
      setError(undefined);
      await queries.cancelQueries({ queryKey: queryKeys.posts });
      show({ ...post, at: at ?? post.at });
    },
    onError: (thrown, { post }) => {
      show(post);
      setError(thrown);
    },
    onSettled: (_answer, _error, { post }) => {
      // The last one reads the calendar: before, the API has the posts of the others where they were.
      const isLast = queries.isMutating({ mutationKey: MOVES }) === 1;
      const renewed = isLast ? queries.invalidateQueries({ queryKey: queryKeys.posts }) : undefined;
      return Promise.all([renewed, renewUpload(queries, post.upload_id)]);
    },
  });
  return { move, error };
}

const withPost = ({ posts, isComplete }: Posts, changed: Post): Posts => ({
  isComplete,
  posts: posts.map((post) => (post.id === changed.id ? changed : post)),
});
