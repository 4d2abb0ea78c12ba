import { availableParallelism } from 'node:os';
import { defineConfig, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** How workers take and finish jobs. `REDIS_URL` and `DATABASE_URL` decide where the queue is. */
export class JobsEnv {
  /** Heavy jobs that one worker process runs concurrently. Default: one for every two processors. */
  @EnvInteger({ min: 1, max: 64 })
  WORKER_CONCURRENCY = Math.max(1, Math.floor(availableParallelism() / 2));

  /** Seconds until a dead worker's job is free again; another worker picks it up within 1⅔ times this. */
  @EnvInteger({ min: 1, max: 18 })
  JOB_LOCK_SECONDS = 15;

  /** Seconds that running jobs get to finish after SIGTERM before they are aborted. */
  @EnvInteger({ min: 0, max: 25 })
  JOB_DRAIN_SECONDS = 20;
}

export const jobsConfig = defineConfig('jobs', JobsEnv);
export type JobsConfig = ConfigType<typeof jobsConfig>;
