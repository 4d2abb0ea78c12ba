import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { PurgeHandler } from './purge.handler';
import { ReconcileHandler } from './reconcile.handler';

@ProcessesQueue('system')
export class SystemProcessor extends JobProcessor<'system'> {
  constructor(executor: JobExecutorService, reconcile: ReconcileHandler, purge: PurgeHandler) {
    super(executor, { 'system.reconcile': reconcile, 'system.purge': purge });
  }
}
