import type { UserPrincipal } from '@app/auth';
import { IdempotencyStore, notFound } from '@app/core';
import { RenderTemplatesRepository, type TemplateContent } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RendersService } from '../renders/renders.service';
import { QueuedResponse } from './edit.response';
import { TemplateResponse } from './template.response';

/** Saves templates, and renders them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly templates: RenderTemplatesRepository,
    private readonly renders: RendersService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  create(principal: UserPrincipal, content: TemplateContent): Promise<TemplateResponse> {
    return this.dataSource.transaction(async (manager) => {
      const created = TemplateResponse.created(await this.templates.create(principal, content, manager));
      await this.idempotency.record(manager, 201, created);
      return created;
    });
  }

  /** Values of the request come after the template's own, and the last one of a name counts. */
  async render(principal: UserPrincipal, id: string, merge: readonly object[] = []): Promise<QueuedResponse> {
    const found = await this.templates.find(principal, id);
    if (!found) throw notFound();
    const { merge: own, ...edit } = found.template as { merge?: unknown };
    const all = [...(Array.isArray(own) ? (own as object[]) : []), ...merge];
    return this.renders.create(principal, { ...edit, ...(all.length > 0 && { merge: all }) }, (render) =>
      QueuedResponse.of(render),
    );
  }
}
