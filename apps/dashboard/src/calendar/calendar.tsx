import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { May, mayTryAs, useRole } from '../account/may';
import { buttonClass } from '../ui/button';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { ZONE } from '../ui/time';
import { isMovable, type Post, type Posts, postsQuery, useMovePost } from './calendar-queries';
import { CalendarToolbar } from './calendar-toolbar';
import { DayGrid } from './day-grid';
import { byDay, type Day, daysOf, isSameMinute, isZone, onDay, pageOf, periodOf, todayIn, type View } from './days';
import { HourList } from './hour-list';
import { MoveOutcome } from './move-outcome';
import { PostDialog } from './post-dialog';
import { pageName } from './texts';

const route = getRouteApi('/shell/calendar');

/** Every post by its time: what was published, and what is planned, which can be moved. */
export function Calendar() {
  const search = route.useSearch();
  const zone = search.zone && isZone(search.zone) ? search.zone : ZONE;
  const today = todayIn(zone);
  const { view, around } = pageOf(search, today);
  const days = daysOf(view, around);
  const list = useQuery(postsQuery(periodOf(days, zone)));
  const zones = list.data?.posts.flatMap(({ timezone }) => timezone ?? []) ?? [];
  return (
    <Page title="Calendar" actions={<NewPost />}>
      <CalendarToolbar view={view} today={today} zone={zone} zones={zones} />
      <p className="mb-3 text-lg font-semibold" aria-live="polite">
        {pageName(view, around, days)}
      </p>
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={5} />}
      {list.data && <Pages key={zone} list={list.data} view={view} around={around} days={days} zone={zone} />}
      <p className="mt-4 text-sm text-soft">
        Times are in the time zone {zone}.{' '}
        <May least="editor">
          Drag a post to another {view === 'day' ? 'hour' : 'day'}, or open it to choose its time.
        </May>
      </p>
    </Page>
  );
}

function NewPost() {
  return (
    <May least="editor">
      <Link to="/uploads/new" className={buttonClass('primary')}>
        New post
      </Link>
    </May>
  );
}

interface PagesProps {
  list: Posts;
  view: View;
  around: Day;
  days: readonly Day[];
  zone: string;
}

function Pages({ list: { posts, isComplete }, view, around, days, zone }: PagesProps) {
  const [opened, setOpened] = useState<Post>();
  const { move, error } = useMovePost();
  const mayMove = mayTryAs(useRole(), 'editor');
  // The dialog of a post that has left the page meanwhile stays, with what the person has entered.
  const open = opened && (posts.find(({ id }) => id === opened.id) ?? opened);
  const start = (post: Post | undefined, timeOf: (post: Post) => string | null) => {
    const at = post ? timeOf(post) : null;
    if (post && mayMove && isMovable(post) && (at === null || !isSameMinute(at, post.at)))
      move.mutate({ post, at, zone });
  };
  const find = (id: string) => posts.find((post) => post.id === id);
  const grid = { posts: byDay(posts, zone), zone, today: todayIn(zone), onOpen: setOpened };
  return (
    <>
      <MoveOutcome move={move} error={error} zone={zone} />
      {!isComplete && (
        <p className="mb-3 text-sm text-bad">There are more posts than fit here. A shorter view shows them all.</p>
      )}
      {posts.length === 0 && <NothingHere view={view} />}
      {view === 'day' ? (
        <HourList {...grid} day={around} onMove={(id, at) => start(find(id), () => at)} />
      ) : (
        <DayGrid
          {...grid}
          view={view}
          around={around}
          days={days}
          onMove={(id, day) => start(find(id), ({ at }) => onDay(at, day, zone))}
        />
      )}
      {open && (
        <PostDialog
          post={open}
          zone={zone}
          onClose={() => setOpened(undefined)}
          onMove={(post, at) => {
            setOpened(undefined);
            start(post, () => at);
          }}
        />
      )}
    </>
  );
}

function NothingHere({ view }: { view: View }) {
  return (
    <div className="mb-4">
      <Empty title={`No posts in this ${view}`}>
        <p>Upload a video, choose the accounts, and plan when each of them shows it.</p>
        <NewPost />
      </Empty>
    </div>
  );
}
