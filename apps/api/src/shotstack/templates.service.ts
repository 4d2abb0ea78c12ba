import type { UserPrincipal } from '@app/auth';
import { IdempotencyStore, notFound } from '@app/core';
import { RenderTemplatesRepository, type TemplateContent } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { type AcceptedRender, RendersService } from '../renders/renders.service';

/** Saves templates, and renders them. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly templates: RenderTemplatesRepository,
    private readonly renders: RendersService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  /** @returns the id of the template */
  create(principal: UserPrincipal, content: TemplateContent): Promise<string> {
    return this.idempotency.transaction((manager) => this.templates.create(principal, content, manager));
  }

  /**
   * The request's values come after the template's own, and the last value of a name counts. A template's `merge` that is
   * no list is refused like that of any edit.
   */
  async render(principal: UserPrincipal, id: string, merge: readonly object[] = []): Promise<AcceptedRender> {
    const found = await this.templates.find(principal, id);
    if (!found) throw notFound();
    const own = (found.template as { merge?: unknown }).merge ?? [];
    if (merge.length === 0 || !Array.isArray(own)) return this.renders.create(principal, found.template);
    return this.renders.create(principal, { ...found.template, merge: [...(own as object[]), ...merge] });
  }
}
