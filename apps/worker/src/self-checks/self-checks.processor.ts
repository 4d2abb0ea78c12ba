import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { RunSelfCheckHandler } from './run-self-check.handler';

@ProcessesQueue('self-checks')
export class SelfChecksProcessor extends JobProcessor<'self-checks'> {
  constructor(executor: JobExecutorService, run: RunSelfCheckHandler) {
    super(executor, { 'self_check.run': run });
  }
}
