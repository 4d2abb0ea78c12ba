import { defineJob } from './define-job';

/** Empty: the job finds its work itself. */
export class SystemPayload {}

/** Runs the 30-second tasks of `apps/worker/src/maintenance/tasks.ts`, which publish overdue work again. */
export const reconcile = defineJob({
  name: 'system.reconcile',
  queue: 'light',
  payload: SystemPayload,
  retry: { attempts: 1, backoffMs: 1_000 },
  timeoutSeconds: 60,
});

/** Runs the hourly tasks of `apps/worker/src/maintenance/tasks.ts`. */
export const hourly = defineJob({
  name: 'system.hourly',
  queue: 'light',
  payload: SystemPayload,
  retry: { attempts: 3, backoffMs: 5_000 },
  timeoutSeconds: 300,
});

/** Runs the daily tasks of `apps/worker/src/maintenance/tasks.ts`. */
export const daily = defineJob({
  name: 'system.daily',
  queue: 'light',
  payload: SystemPayload,
  retry: { attempts: 3, backoffMs: 5_000 },
  timeoutSeconds: 3_600,
});
