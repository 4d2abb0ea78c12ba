import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { IngestSourceHandler } from './ingest-source.handler';

@ProcessesQueue('ingest')
export class IngestProcessor extends JobProcessor<'ingest'> {
  constructor(executor: JobExecutorService, ingest: IngestSourceHandler) {
    super(executor, { 'source.ingest': ingest });
  }
}
