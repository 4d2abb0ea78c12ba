import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { May } from '../account/may';
import { answerOf, api } from '../api/client';
import { Button, buttonClass } from '../ui/button';
import { Confirm } from '../ui/confirm';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { ZoneNote } from '../ui/time';
import { EditText } from './edit-text';
import { eventsAddress, isFinished, type Job, jobQuery, jobsQuery } from './job-queries';
import { cost, JobState } from './job-state';
import { Player } from './player';
import { RenderError } from './render-error';
import { Timings } from './timings';

const route = getRouteApi('/shell/renders/$id');

/** One render: its result, its timing, its edit and its actions. */
export function RenderDetail() {
  const { id } = route.useParams();
  const job = useQuery(jobQuery(id));
  useLiveJob(id, job.data);
  return (
    <Page title="Render" actions={job.data && <Actions job={job.data} />}>
      {job.isPending && <Loading rows={4} />}
      <ProblemNotice thrown={job.error} onRetry={() => void job.refetch()} />
      {job.data && (
        <div className="grid gap-6 lg:grid-cols-[3fr_2fr]">
          <div className="min-w-0">
            <Player job={job.data} />
            <RenderError job={job.data} />
            <EditText id={id} />
          </div>
          <div className="flex flex-col gap-4">
            <p className="flex flex-wrap items-center gap-3" aria-live="polite">
              <JobState status={job.data.status} progress={job.data.progress} />
              <span className="text-sm text-soft">{cost(job.data)}</span>
            </p>
            <Timings job={job.data} />
            <p className="text-sm break-all text-soft">Id {id}</p>
          </div>
        </div>
      )}
      <ZoneNote />
    </Page>
  );
}

/** Shows each change of an unfinished render at once, by server-sent events. */
function useLiveJob(id: string, job: Job | undefined): void {
  const queries = useQueryClient();
  const follows = job !== undefined && !isFinished(job);
  useEffect(() => {
    if (!follows) return;
    let source: EventSource | undefined;
    let isOver = false;
    const update = ({ data }: MessageEvent<string>) => {
      const changed = JSON.parse(data) as Job;
      queries.setQueryData(jobQuery(id).queryKey, changed);
      if (isFinished(changed)) source?.close();
    };
    const follow = async () => {
      const address = await eventsAddress(id);
      if (isOver) return;
      source = new EventSource(address);
      for (const status of [
        'queued',
        'fetching',
        'rendering',
        'saving',
        'transferring',
        'completed',
        'failed',
        'cancelled',
      ])
        source.addEventListener(status, update);
      // A ticket works once: the polling takes over.
      source.onerror = () => source?.close();
    };
    follow().catch(() => undefined);
    return () => {
      isOver = true;
      source?.close();
    };
  }, [id, follows, queries]);
}

function Actions({ job }: { job: Job }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: jobQuery(job.job_id).queryKey }),
      queries.invalidateQueries({ queryKey: jobsQuery.queryKey }),
    ]);
  const path = { params: { path: { job_id: job.job_id } } };
  const cancel = useMutation({
    mutationFn: () => answerOf(api.DELETE('/api/v1/job/{job_id}', path)),
    onSettled: renew,
  });
  const remove = async () => {
    await answerOf(api.DELETE('/api/v1/renders/{job_id}', path));
    await queries.invalidateQueries({ queryKey: jobsQuery.queryKey });
    await navigate({ to: '/' });
  };
  return (
    <>
      {job.result && (
        <a href={job.result.video_url} target="_blank" rel="noreferrer" className={buttonClass()}>
          Open the file
        </a>
      )}
      <May least="editor">
        <Link to="/renders/new" search={{ from: job.job_id }} className={buttonClass('primary')}>
          Run again
        </Link>
        {isFinished(job) ? (
          <Confirm label="Delete" question="Delete this render?" action="Delete it" onConfirm={remove}>
            Its files and its edit are deleted within seconds. Its cost stays in the ledger.
          </Confirm>
        ) : (
          <Button kind="danger" busy={cancel.isPending && 'Cancelling …'} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        )}
      </May>
      <ProblemNotice thrown={cancel.error} />
    </>
  );
}
