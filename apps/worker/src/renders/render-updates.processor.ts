import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { CancelRenderHandler } from './cancel-render.handler';
import { EraseRenderHandler } from './erase-render.handler';
import { NotifyRenderHandler } from './notify-render.handler';
import { ObserveRenderHandler } from './observe-render.handler';

@ProcessesQueue('render-updates')
export class RenderUpdatesProcessor extends JobProcessor<'render-updates'> {
  constructor(
    executor: JobExecutorService,
    observe: ObserveRenderHandler,
    cancel: CancelRenderHandler,
    notify: NotifyRenderHandler,
    erase: EraseRenderHandler,
  ) {
    super(executor, {
      'render.observe': observe,
      'render.cancel': cancel,
      'render.notify': notify,
      'render.erase': erase,
    });
  }
}
