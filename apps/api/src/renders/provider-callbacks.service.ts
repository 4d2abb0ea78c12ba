import { notFound } from '@app/core';
import { JobPublisherService, observeRender } from '@app/jobs';
import { RenderProviders, RendersRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';

/** A provider's callback only makes the worker poll the provider: anyone who has the address can send one. */
@Injectable()
export class ProviderCallbacksService {
  constructor(
    private readonly renders: RendersRepository,
    private readonly providers: RenderProviders,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws not_found */
  async receive(token: string, body: unknown): Promise<void> {
    const render = await this.renders.findByCallbackToken(token);
    if (!render) throw notFound();
    const named = this.providers.named(render.provider).readCallback(body);
    if (!named || render.finishedAt) return;
    await this.publisher.publish(observeRender, { renderId: render.id, ...named });
  }
}
