import { jobContracts } from '../contracts/job-contracts';

/** What the check needs to know about a processor. */
export interface ProcessorOverview {
  worker: { name: string };
  handlers: object;
}

/**
 * The compiler checks handlers within a processor; this checks that processors are there.
 * @throws Error naming each queue or job that would wait for ever, or be handled twice
 */
export function assertEveryJobHasItsHandler(processors: readonly ProcessorOverview[]): void {
  const faults: string[] = [];
  for (const { name, queue } of jobContracts) {
    const handlers = processors
      .filter(({ worker }) => worker.name === queue)
      .flatMap((processor) => Object.entries(processor.handlers).filter(([job]) => job === name));
    if (handlers.length !== 1) faults.push(`${name} has ${handlers.length} handlers on queue ${queue}`);
  }
  if (faults.length > 0) throw new Error(`The worker would not do every job once: ${faults.join('; ')}`);
}
