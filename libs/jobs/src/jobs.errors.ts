import { defineError } from '@app/core';

export const jobPayloadInvalid = defineError({ code: 'job_payload_invalid', kind: 'internal', title: 'A job has an invalid payload', help: 'Retrying does not help. Contact support with the `request_id`.', retryable: false, isInternal: true });
export const jobResultTooLarge = defineError({ code: 'job_result_too_large', kind: 'internal', title: 'A job returned a result that is too large', help: 'Contact support with the `request_id`. Results belong in rows or objects, not in the queue.', retryable: false, isInternal: true });
export const jobTimedOut = defineError({ code: 'job_timed_out', kind: 'internal', title: 'A job exceeded its time limit', help: 'The worker retries it.', isInternal: true, operatorHelp: 'The time limit of a job is in its contract (`timeoutSeconds`).' });
export const jobLockLost = defineError({ code: 'job_lock_lost', kind: 'internal', title: 'Another worker took over this job', detail: 'The lock of the job was not renewed in time.', help: 'No action is needed: the other worker finishes the job.', isInternal: true });
export const workerStopping = defineError({ code: 'worker_stopping', kind: 'unavailable', title: 'The worker is shutting down', detail: 'The process received SIGTERM and returns its jobs to the queue.', help: 'No action is needed: another worker continues.', isInternal: true });
export const workCancelled = defineError({ code: 'work_cancelled', kind: 'conflict', title: 'The owner cancelled the work', detail: 'The owner cancelled while the work was in progress.', help: 'No action is needed: the work ends.', retryable: false, isInternal: true });
export const queueUnavailable = defineError({ code: 'queue_unavailable', kind: 'unavailable', title: 'The job queue cannot be reached', detail: 'The backend of the queue does not answer.', help: 'Accepted work waits in the database and continues automatically.', isInternal: true });
export const jobUnknown = defineError({ code: 'job_unknown', kind: 'not_found', title: 'The job does not exist', detail: 'No queue has a job with this id.', help: 'Take the id from the queue dashboard. A failed job is kept for a week, a completed one for an hour.' });
export const selfCheckUnfinished = defineError({
  code: 'self_check_unfinished',
  kind: 'conflict',
  title: 'The account has a self-check that is not finished',
  detail: 'An account may have one unfinished self-check at a time.',
  help: 'Read the self-check that `self_check_id` names; start another one when it has finished.',
});
export const jobNotFailed = defineError({ code: 'job_not_failed', kind: 'conflict', title: 'The job has not failed', help: 'Only a job that failed for good can be started again; others run automatically.', retryable: false });
