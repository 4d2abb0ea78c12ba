import { notFound, type Owner } from '@app/core';
import {
  failureText,
  isFinished,
  type Render,
  RenderProviders,
  RendersRepository,
  renderExpired,
  renderHasNoVideo,
  renderNotReady,
} from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import pLimit from 'p-limit';
import { BatchResponse, JobListResponse, JobResponse } from './job.response';
import type { ShotstackStatus } from './live-render.response';
import { RenderLinksService } from './render-links.service';
import type { JobsQuery } from './renders.query';
import { reportedStatus, shotstackStatus } from './shotstack-status';
import { VideoResponse } from './video.response';

const ASK_AGAIN_SECONDS = 2;
const LOOK_MS = 10_000;
/** Maximum number of renders of one answer whose addresses are made concurrently: a store may be asked for each. */
const LINKS_AT_ONCE = 8;

/** Renders as the API shows them. Renders of other accounts do not exist for the caller. */
@Injectable()
export class RenderReaderService {
  constructor(
    private readonly renders: RendersRepository,
    private readonly links: RenderLinksService,
    private readonly providers: RenderProviders,
  ) {}

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<Render> {
    const render = await this.renders.find(owner, id);
    if (!render) throw notFound();
    return render;
  }

  async describe(render: Render): Promise<JobResponse> {
    return JobResponse.of(render, await this.links.links(render));
  }

  async list(owner: Owner, { status, from, to, ...page }: JobsQuery): Promise<JobListResponse> {
    const { rows, nextCursor } = await this.renders.list(owner, { statuses: status, from, to }, page);
    return { jobs: await this.describeAll(rows), next_cursor: nextCursor };
  }

  /** @throws not_found */
  async batch(owner: Owner, batchId: string): Promise<BatchResponse> {
    const renders = await this.renders.batch(owner, batchId);
    if (renders.length === 0) throw notFound();
    return BatchResponse.of(batchId, renders, await this.describeAll(renders));
  }

  /** @throws not_found, render_not_ready, render_has_no_video, render_expired */
  async video(owner: Owner, id: string): Promise<VideoResponse> {
    const render = await this.find(owner, id);
    const links = await this.links.links(render);
    if (links) return VideoResponse.of(render, links);
    if (render.status === 'completed') throw renderExpired();
    if (isFinished(render.status)) throw renderHasNoVideo(failureText(render) ?? undefined);
    throw renderNotReady(`The render is ${render.status}.`, { retryAfterSeconds: ASK_AGAIN_SECONDS });
  }

  /**
   * The provider's current answer, without its addresses and owner, in Shotstack's format.
   * @param renderId ours or the provider's
   * @throws not_found, render_provider_unavailable
   */
  async live(owner: Owner, renderId: string): Promise<ShotstackStatus> {
    const ours = isUUID(renderId) ? await this.renders.find(owner, renderId) : null;
    const render = ours ?? (await this.renders.findAtProvider(owner, renderId));
    if (!render) throw notFound();
    const status = shotstackStatus(render, await this.links.links(render));
    if (isFinished(render.status) || !render.providerRenderId) return status;
    const state = await this.providers
      .named(render.provider)
      .observe(render.providerRenderId, AbortSignal.timeout(LOOK_MS));
    return reportedStatus(status, state);
  }

  private describeAll(renders: readonly Render[]): Promise<JobResponse[]> {
    return pLimit(LINKS_AT_ONCE).map(renders, (render) => this.describe(render));
  }
}
