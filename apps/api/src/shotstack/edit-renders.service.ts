import { EntitlementsService } from '@app/billing';
import type { Owner } from '@app/core';
import { EditCheckService, type Render, RendersRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { RenderLinksService } from '../renders/render-links.service';
import { shotstackStatus } from '../renders/shotstack-status';
import type { ShotstackRender } from './edit.response';
import type { RenderQuery } from './render.query';

/** Renders in the terms of Shotstack's API. */
@Injectable()
export class EditRendersService {
  constructor(
    private readonly renders: RendersRepository,
    private readonly checks: EditCheckService,
    private readonly links: RenderLinksService,
    private readonly entitlements: EntitlementsService,
  ) {}

  /** Undefined for a render that does not exist or belongs to another account. */
  async find(owner: Owner, id: string, { data, merged }: RenderQuery): Promise<ShotstackRender | undefined> {
    const render = data ? await this.renders.findWithRequest(owner, id) : await this.renders.find(owner, id);
    if (!render) return undefined;
    const { created, updated, poster, thumbnail, ...status } = shotstackStatus(render, await this.links.links(render));
    const { tier } = await this.entitlements.of(owner.ownerId);
    // Shotstack's contract allows null only for poster and thumbnail.
    const known = Object.fromEntries(Object.entries(status).filter(([, value]) => value !== null)) as Pick<
      ShotstackRender,
      'id' | 'status'
    >;
    return {
      ...known,
      owner: render.userId,
      plan: tier,
      poster,
      thumbnail,
      ...(data && render.request !== null && { data: (await this.requestOf(render, merged)) as object }),
      created: created.toISOString(),
      updated: updated.toISOString(),
    };
  }

  private requestOf({ userId, request }: Render, isMerged: boolean | undefined): unknown {
    return isMerged ? this.checks.merge(userId, request) : request;
  }
}
