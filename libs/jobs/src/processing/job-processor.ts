import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job, Worker } from 'bullmq';
import type { QueueName } from '../contracts/queues';
import type { JobExecutorService } from './job-executor.service';
import type { JobHandler, JobHandlers } from './job-handler';

/** The worker side of one queue: `@ProcessesQueue('x') class XProcessor extends JobProcessor<'x'>`. Lives in `apps/worker` only. */
export abstract class JobProcessor<Queue extends QueueName> extends WorkerHost<Worker> {
  protected constructor(
    private readonly executor: JobExecutorService,
    readonly handlers: JobHandlers<Queue>,
  ) {
    super();
  }

  process(job: Job, token?: string): Promise<unknown> {
    const handlers: Readonly<Record<string, JobHandler<never> | undefined>> = this.handlers;
    return this.executor.execute(job, handlers[job.name], token);
  }
}

/** Subscribes a processor to its queue; a queue that does not exist or is another one's does not compile. */
export function ProcessesQueue<Queue extends QueueName>(queue: Queue) {
  return (processor: abstract new (...dependencies: never[]) => JobProcessor<Queue>): void => {
    Processor(queue)(processor);
  };
}
