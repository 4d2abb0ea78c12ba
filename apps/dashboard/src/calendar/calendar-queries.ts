import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
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

/** Moves a post that nobody else has changed meanwhile; shows it at its new time at once. */
export function useMovePost() {
  const queries = useQueryClient();
  return useMutation({
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
      await queries.cancelQueries({ queryKey: queryKeys.posts });
      const former = queries.getQueriesData<Posts>({ queryKey: queryKeys.posts });
      const moved = { ...post, at: at ?? post.at };
      queries.setQueriesData<Posts>({ queryKey: queryKeys.posts }, (shown) => shown && withPost(shown, moved));
      return former;
    },
    onError: (_error, _move, former = []) => {
      for (const [key, posts] of former) queries.setQueryData(key, posts);
    },
    onSettled: (_answer, _error, { post }) =>
      Promise.all([queries.invalidateQueries({ queryKey: queryKeys.posts }), renewUpload(queries, post.upload_id)]),
  });
}

const withPost = ({ posts, isComplete }: Posts, changed: Post): Posts => ({
  isComplete,
  posts: posts.map((post) => (post.id === changed.id ? changed : post)),
});
