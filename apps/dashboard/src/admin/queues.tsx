import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { Table } from '../ui/figures';
import { LongList } from '../ui/long-list';
import { Notice } from '../ui/notice';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Section } from '../ui/section';
import { Select } from '../ui/select';
import { duration, Time, ZoneNote } from '../ui/time';
import { type AdminJob, jobsOfQueuesQuery, queuesQuery } from './admin-queries';

/** The work of the installation: queues, and the jobs that need an operator. */
export function AdminQueues() {
  const { data, error, isPending, refetch } = useQuery(queuesQuery);
  return (
    <Page title="Queues and jobs">
      <div className="flex flex-col gap-8">
        {isPending && <Loading />}
        <ProblemNotice thrown={error} onRetry={() => void refetch()} />
        {data && (
          <Table
            caption="Queues"
            columns={['Queue', 'Waiting', 'Delayed', 'Active', 'Failed in a week', 'Longest wait']}
            rows={data.queues.map(({ name, waiting, delayed, active, failed, oldest_waiting_seconds }) => [
              name,
              waiting,
              delayed,
              active,
              failed,
              duration(oldest_waiting_seconds),
            ])}
          />
        )}
        <Reconciliation />
        <Jobs />
        <ZoneNote />
      </div>
    </Page>
  );
}

function Reconciliation() {
  const start = useMutation({ mutationFn: () => answerOf(api.POST('/api/admin/maintenance/reconcile')) });
  return (
    <Section title="Reconciliation">
      <p className="mb-3 text-sm text-soft">
        It compares the work with its jobs and repeats what was lost. It runs every 30 seconds by itself.
      </p>
      <Button busy={start.isPending && 'Starting …'} onClick={() => start.mutate()}>
        Run it now
      </Button>
      {start.data && <Notice>It runs as job {start.data.job_id}.</Notice>}
      <ProblemNotice thrown={start.error} />
    </Section>
  );
}

const STATES: Readonly<Record<string, string>> = { failed: 'Failed', stuck: 'Stuck' };

function Jobs() {
  const [state, setState] = useState('failed');
  const list = useInfiniteQuery(jobsOfQueuesQuery(state === 'stuck' ? 'stuck' : 'failed'));
  const jobs = list.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <Section
      title="Jobs that need attention"
      actions={<Select label="Show" value={state} choices={STATES} onChange={setState} />}
    >
      {list.isPending && <Loading />}
      <ProblemNotice thrown={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && jobs.length === 0 && <p className="text-soft">None.</p>}
      <LongList label="Jobs" items={jobs} keyOf={({ id }) => id} rowHeight={96} source={list}>
        {(job) => <Job job={job} />}
      </LongList>
    </Section>
  );
}

function Job({ job: { id, name, queue, state, attempts, created_at, failed_at, reason } }: { job: AdminJob }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => answerOf(api.POST('/api/admin/jobs/{id}/retry', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['admin', 'jobs'] }),
  });
  return (
    <div className="border-t border-line py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 break-all">
          <code className="font-medium">{name}</code> <span className="text-soft">in {queue}</span>
        </p>
        {state === 'failed' ? (
          <Button
            aria-label={`Retry ${name} ${id}`}
            busy={retry.isPending && 'Starting …'}
            onClick={() => retry.mutate()}
          >
            Retry
          </Button>
        ) : (
          <Badge tone="bad">{state === 'active' ? 'Runs too long' : 'Waits too long'}</Badge>
        )}
      </div>
      <p className="text-soft">
        Accepted <Time at={created_at} />, {attempts} {attempts === 1 ? 'attempt' : 'attempts'}
        {failed_at && (
          <>
            , failed <Time at={failed_at} />
          </>
        )}
        , job <code className="break-all">{id}</code>
      </p>
      {reason && <p className="break-words text-bad">{reason}</p>}
      <ProblemNotice thrown={retry.error} />
    </div>
  );
}
