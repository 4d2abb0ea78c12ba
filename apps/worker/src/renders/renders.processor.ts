import { JobExecutor, JobProcessor, ProcessesQueue } from '@app/jobs';
import { RunRenderHandler } from './run-render.handler';

@ProcessesQueue('renders')
export class RendersProcessor extends JobProcessor<'renders'> {
  constructor(executor: JobExecutor, run: RunRenderHandler) {
    super(executor, { 'render.run': run });
  }
}
