import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { linkClass } from '../account/entry-card';
import { answerOf, api } from '../api/client';
import { queryKeys } from '../api/query-keys';
import { Button } from '../ui/button';
import { Check } from '../ui/check';
import { LongList } from '../ui/long-list';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { ZoneNote } from '../ui/time';
import { noticesQuery } from './notice-queries';
import { NoticeRow } from './notice-row';

const route = getRouteApi('/shell/notices');

/** What happened to the videos, accounts and tokens of the workspace. */
export function NoticeList() {
  const { unread = false } = route.useSearch();
  const navigate = useNavigate();
  const list = useInfiniteQuery(noticesQuery(unread));
  const read = useRead();
  const notices = list.data?.pages.flatMap((page) => page.notices) ?? [];
  const count = list.data?.pages[0]?.unread_count ?? 0;
  return (
    <Page
      title="Notices"
      actions={
        count > 0 && (
          <Button busy={read.all.isPending && 'Working …'} onClick={() => read.all.mutate()}>
            Mark all as read
          </Button>
        )
      }
    >
      <div className="mb-4">
        <Check
          checked={unread}
          onChange={(isWanted) => void navigate({ to: '/notices', search: isWanted ? { unread: true } : {} })}
        >
          Only unread ones
        </Check>
      </div>
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error ?? read.all.error ?? read.one.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && notices.length === 0 && <None unread={unread} />}
      <LongList label="Notices" items={notices} keyOf={({ id }) => id} rowHeight={110} source={list}>
        {(notice) => <NoticeRow notice={notice} onRead={() => read.one.mutate(notice.id)} />}
      </LongList>
      {notices.length > 0 && <ZoneNote />}
    </Page>
  );
}

function None({ unread }: { unread: boolean }) {
  return (
    <Empty title={unread ? 'No unread notices' : 'No notices yet'}>
      <p>
        Here you see when a video is published or fails, a post waits for approval, or an account has to be connected
        again.{' '}
        <Link to="/settings" className={linkClass}>
          The settings
        </Link>{' '}
        say which events become notices. They are kept for 30 days.
      </p>
    </Empty>
  );
}

/** Marks notices as read, for everybody in the workspace. */
function useRead() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: queryKeys.notices });
  const one = useMutation({
    mutationFn: (id: string) => answerOf(api.POST('/api/notices/{id}/read', { params: { path: { id } } })),
    onSettled,
  });
  const all = useMutation({ mutationFn: () => answerOf(api.POST('/api/notices/read-all')), onSettled });
  return { one, all };
}
