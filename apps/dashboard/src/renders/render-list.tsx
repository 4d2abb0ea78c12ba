import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Unconfirmed } from '../account/account';
import { May } from '../account/may';
import { meQuery } from '../account/me-query';
import { buttonClass } from '../ui/button';
import { LongList } from '../ui/long-list';
import { Empty, Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { duration, Time, ZoneNote } from '../ui/time';
import { Frame } from './frame';
import { type Job, jobsQuery } from './job-queries';
import { cost, JobState } from './job-state';

/** All renders of the workspace with a frame, their state and what they cost. */
export function RenderList() {
  const list = useInfiniteQuery(jobsQuery);
  const me = useQuery(meQuery);
  const jobs = list.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <Page
      title="Renders"
      actions={
        <May least="editor">
          <Link to="/renders/new" className={buttonClass('primary')}>
            New render
          </Link>
        </May>
      }
    >
      {me.data && !me.data.user.email_verified && (
        <div className="mb-6">
          <Unconfirmed email={me.data.user.email} />
        </div>
      )}
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && jobs.length === 0 && (
        <Empty title="No renders yet">
          <p>A render turns an edit, which is JSON, into a video. Start from an example: it takes a few seconds.</p>
          <May least="editor">
            <Link to="/renders/new" className={buttonClass('primary')}>
              Make the first render
            </Link>
          </May>
        </Empty>
      )}
      <LongList label="Renders" items={jobs} keyOf={({ job_id }) => job_id} rowHeight={118} source={list}>
        {(job) => <Row job={job} />}
      </LongList>
      {jobs.length > 0 && <ZoneNote />}
    </Page>
  );
}

function Row({ job }: { job: Job }) {
  return (
    <div className="relative mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 sm:flex-nowrap rounded-xl border border-line bg-card p-3 hover:border-field">
      <Frame job={job} />
      <div className="min-w-0 flex-1 basis-40">
        <Link
          to="/renders/$id"
          params={{ id: job.job_id }}
          className="font-medium text-ink no-underline after:absolute after:inset-0 after:rounded-xl"
        >
          <Time at={job.timings.created_at} />
        </Link>
        <p className="truncate text-sm text-soft">
          {job.error ? job.error.message : job.result ? duration(job.result.duration_seconds) : 'No result yet'}
        </p>
        <p className="text-sm text-soft">{cost(job)}</p>
      </div>
      <JobState status={job.status} progress={job.progress} />
    </div>
  );
}
