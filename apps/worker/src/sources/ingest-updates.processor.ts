import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { EraseSourceHandler } from './erase-source.handler';
import { NotifySourceHandler } from './notify-source.handler';

@ProcessesQueue('ingest-updates')
export class IngestUpdatesProcessor extends JobProcessor<'ingest-updates'> {
  constructor(executor: JobExecutorService, notify: NotifySourceHandler, erase: EraseSourceHandler) {
    super(executor, { 'source.notify': notify, 'source.erase': erase });
  }
}
