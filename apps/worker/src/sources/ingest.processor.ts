import { JobExecutor, JobProcessor, ProcessesQueue } from '@app/jobs';
import { IngestSourceHandler } from './ingest-source.handler';

@ProcessesQueue('ingest')
export class IngestProcessor extends JobProcessor<'ingest'> {
  constructor(executor: JobExecutor, ingest: IngestSourceHandler) {
    super(executor, { 'source.ingest': ingest });
  }
}
