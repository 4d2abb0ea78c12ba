import { notFound } from '@app/core';
import { JobPublisherService, observeRender } from '@app/jobs';
import { RenderProviders, RendersRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';

/** Takes a provider's callbacks: whoever knows the address may make us look, and that is all. */
@Injectable()
export class ProviderCallbacksService {
  constructor(
    private readonly renders: RendersRepository,
    private readonly providers: RenderProviders,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws not_found */
  async receive(token: string, body: unknown): Promise<void> {
    const render = await this.renders.findByHint(token);
    if (!render) throw notFound();
    const hint = this.providers.named(render.provider).readCallback(body);
    if (!hint || render.finishedAt) return;
    await this.publisher.publish(observeRender, { renderId: render.id, ...hint });
  }
}
