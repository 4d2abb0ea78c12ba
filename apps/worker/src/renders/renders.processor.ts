import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { RunRenderHandler } from './run-render.handler';

@ProcessesQueue('renders')
export class RendersProcessor extends JobProcessor<'renders'> {
  constructor(executor: JobExecutorService, run: RunRenderHandler) {
    super(executor, { 'render.run': run });
  }
}
