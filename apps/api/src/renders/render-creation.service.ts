import type { UserPrincipal } from '@app/auth';
import { EntitlementsService, LedgerService } from '@app/billing';
import { newId } from '@app/core';
import { JobPublisherService, runRender } from '@app/jobs';
import { type NewRender, RendersRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PlannedRender } from './edit-planner.service';
import { RenderPlacesService } from './render-places.service';

/** Held tokens are looked into after this; renders themselves are given up long before. */
const HOLD_SECONDS = 2 * 24 * 3_600;
/** Behind everybody whose plan has the priority queue. */
const USUAL_PRIORITY = 100;

export interface CreatedRenders {
  batchId: string | null;
  /** In the order of the plans. */
  ids: string[];
}

/** Writes renders down: rows, held tokens and jobs, all in the caller's transaction. */
@Injectable()
export class RenderCreationService {
  constructor(
    private readonly renders: RendersRepository,
    private readonly ledger: LedgerService,
    private readonly entitlements: EntitlementsService,
    private readonly publisher: JobPublisherService,
    private readonly places: RenderPlacesService,
  ) {}

  /** @throws insufficient_tokens */
  async create(
    principal: UserPrincipal,
    planned: readonly PlannedRender[],
    manager: EntityManager,
    { asBatch = false } = {},
  ): Promise<CreatedRenders> {
    const rows = planned.map((plan) => this.rowOf(principal, plan));
    const holds = rows.map(({ holdId, id, reserved, apiKeyId }) => ({
      id: holdId,
      subjectType: 'render',
      subjectId: id,
      amount: reserved,
      deadlineSeconds: HOLD_SECONDS,
      ...(apiKeyId && { apiKeyId }),
    }));
    const batchId = await this.renders.create(principal, rows, manager, { asBatch });
    const key = batchId ? `batch:${batchId}:hold:1` : `render:${rows[0]?.id}:hold:1`;
    await this.ledger.reserve(
      { key, userId: principal.ownerId, holds, reason: batchId ? `batch ${batchId}` : `render ${rows[0]?.id}` },
      manager,
    );
    const { features } = await this.entitlements.of(principal.ownerId, manager);
    const priority = features.has('priority_queue') ? undefined : USUAL_PRIORITY;
    for (const { id } of rows)
      await this.publisher.publish(runRender, { renderId: id }, { manager, ...(priority && { priority }) });
    return { batchId, ids: rows.map(({ id }) => id) };
  }

  private rowOf(
    principal: UserPrincipal,
    { provider, request, edit, callbackUrl, seconds, pricing, price }: PlannedRender,
  ) {
    const id = newId();
    const format = edit.output.format;
    return {
      id,
      createdBy: principal.userId,
      apiKeyId: principal.kind === 'api_key' ? principal.keyId : null,
      provider: provider.name,
      request,
      callbackUrl,
      format,
      pricing,
      heldSeconds: seconds,
      holdId: newId(),
      reserved: price,
      ...this.places.of({ userId: principal.ownerId, jobId: id, extension: format }),
    } satisfies NewRender;
  }
}
