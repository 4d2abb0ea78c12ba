import { jobContracts } from '../contracts/job-contracts';
import type { JobHandler } from './job-handler';

/** A provider and the name of the job that it `@HandlesJob`. */
export interface DeclaredHandler {
  job: string;
  handler: JobHandler<never>;
}

/** @throws Error that names each job without a handler and each job with several */
export function handlersByJob(declared: readonly DeclaredHandler[]): ReadonlyMap<string, JobHandler<never>> {
  const faults = jobContracts
    .map(({ name }) => ({ name, count: declared.filter(({ job }) => job === name).length }))
    .filter(({ count }) => count !== 1)
    .map(({ name, count }) => `${name} has ${count} handlers`);
  if (faults.length > 0) throw new Error(`The worker would not do every job once: ${faults.join('; ')}`);
  return new Map(declared.map(({ job, handler }) => [job, handler]));
}
