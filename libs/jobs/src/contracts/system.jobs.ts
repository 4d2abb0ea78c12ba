import { defineJob } from './define-job';

/** Nothing to say: the job finds its work itself. */
export class SystemPayload {}

/** Publishes again what is stuck past its deadline; see `Reconciler`. */
export const reconcile = defineJob({
  name: 'system.reconcile',
  queue: 'system',
  payload: SystemPayload,
  retry: { attempts: 1, backoffMs: 1_000 },
  timeoutSeconds: 60,
});

/** Deletes what is kept for a limited time only; see `Purger`. */
export const purge = defineJob({
  name: 'system.purge',
  queue: 'system',
  payload: SystemPayload,
  retry: { attempts: 3, backoffMs: 5_000 },
  timeoutSeconds: 300,
});
