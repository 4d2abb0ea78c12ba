import { defineError } from '@app/core';

export const jobPayloadInvalid = defineError({ code: 'job_payload_invalid', kind: 'internal', title: 'A job was described wrongly', help: 'Report it with the request id; retrying does not help.', retryable: false });
export const jobResultTooLarge = defineError({ code: 'job_result_too_large', kind: 'internal', title: 'A job returned more than a queue should hold', help: 'Report it with the request id; results belong into rows or objects.', retryable: false });
export const jobTimedOut = defineError({ code: 'job_timed_out', kind: 'internal', title: 'A job took longer than it may', help: 'It is retried; raise JOB_TIMEOUT_SECONDS when the work is legitimately long.' });
export const jobLockLost = defineError({ code: 'job_lock_lost', kind: 'internal', title: 'Another worker took over this job', help: 'Nothing to do: the other worker finishes it.' });
export const workerStopping = defineError({ code: 'worker_stopping', kind: 'unavailable', title: 'The worker is stopping', help: 'Nothing to do: another worker continues.' });
export const queueUnavailable = defineError({ code: 'queue_unavailable', kind: 'unavailable', title: 'The job queue cannot be reached', help: 'Accepted work waits in the database and continues by itself.' });
