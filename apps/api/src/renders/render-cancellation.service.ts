import { notFound, type Owner } from '@app/core';
import { cancelRender, JobPublisherService } from '@app/jobs';
import { isFinished, type Render, RendersRepository, renderFinished } from '@app/render-proxy';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RENDER_WATCHER, type RenderWatcher } from './render-watcher';

/** Milliseconds to wait; a worker notices within a second or two, and then the answer can show how the render ended. */
const WAIT_MS = 4_000;

/** Requests cancellations. Workers carry them out, because only they settle tokens. */
@Injectable()
export class RenderCancellationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly renders: RendersRepository,
    private readonly publisher: JobPublisherService,
    @Inject(RENDER_WATCHER) private readonly watcher: RenderWatcher,
  ) {}

  /**
   * Returns the render as it is a moment later: usually cancelled.
   * @throws not_found; render_finished when it already completed or failed
   */
  async cancel(owner: Owner, id: string): Promise<Render> {
    const render = await this.renders.find(owner, id);
    if (!render) throw notFound();
    if (render.status === 'cancelled') return render;
    const wasAsked = await this.dataSource.transaction(async (manager) => {
      const asked = await this.renders.requestCancel(owner, id, manager);
      if (asked) await this.publisher.publish(cancelRender, { renderId: id }, { manager });
      return asked;
    });
    if (!wasAsked) throw renderFinished();
    return this.watcher.until(render, ({ status }) => isFinished(status), WAIT_MS);
  }
}
