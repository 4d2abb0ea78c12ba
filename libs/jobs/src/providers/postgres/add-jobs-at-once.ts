import type { PostgresQueueBackend } from 'bullmq';
import type { QueuePool } from './queue-pool';

/** BullMQ makes two temporary tables for each batch, which takes Postgres longer than adding the jobs. */
const ADD = `select add_job($1, job ->> 'id', job ->> 'name', (job ->> 'data')::jsonb, job -> 'opts',
    (job ->> 'priority')::integer, 0, (job ->> 'timestamp')::bigint, (job ->> 'attempts')::integer, null, null, null, null,
    null, (job ->> 'lifo')::boolean) as id
  from jsonb_array_elements($2::jsonb) job`;

type Entries = Parameters<PostgresQueueBackend['addJobs']>[0];

/** Lets a backend add jobs that depend on nothing in one statement without temporary tables. */
export function addJobsAtOnce(backend: PostgresQueueBackend, queue: string, pool: QueuePool): PostgresQueueBackend {
  const addBatch = backend.addJobs.bind(backend);
  backend.addJobs = async (entries) => {
    if (!entries.every(isPlain)) return addBatch(entries);
    await backend.waitUntilReady();
    const jobs = entries.map(({ job, jobId }) => ({
      id: jobId,
      name: job.name,
      data: job.data,
      opts: job.opts,
      priority: job.opts.priority ?? 0,
      timestamp: job.timestamp,
      attempts: job.opts.attempts ?? 1,
      lifo: job.opts.lifo ?? false,
    }));
    const { rows } = await pool.query<{ id: string }>(ADD, [queue, JSON.stringify(jobs)]);
    return rows.map(({ id }) => id);
  };
  return backend;
}

/** It has an id and no delay, and neither replaces nor follows another job. */
function isPlain({ job, jobId, parentKeyOpts }: Entries[number]): boolean {
  return (
    Boolean(jobId) &&
    !job.delay &&
    !job.deduplicationId &&
    !job.parent &&
    !job.repeatJobKey &&
    !parentKeyOpts?.parentKey
  );
}
