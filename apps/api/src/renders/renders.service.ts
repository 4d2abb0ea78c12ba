import type { UserPrincipal } from '@app/auth';
import { IdempotencyStore } from '@app/core';
import { Injectable } from '@nestjs/common';
import { EditPlannerService, type PlannedRender } from './edit-planner.service';
import { RenderCreationService } from './render-creation.service';

export interface AcceptedRender {
  id: string;
  plan: PlannedRender;
}

export interface AcceptedBatch {
  id: string;
  /** In the order of the request. */
  renderIds: string[];
  plans: PlannedRender[];
}

/** Accepts edits and estimates what they cost. */
@Injectable()
export class RendersService {
  constructor(
    private readonly planner: EditPlannerService,
    private readonly creation: RenderCreationService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  /**
   * Accepts an edit: from here on it ends in a video or with its tokens given back.
   * @throws invalid_edit, insufficient_tokens
   */
  async create(principal: UserPrincipal, request: unknown): Promise<AcceptedRender> {
    const planned = await this.planner.plan([request]);
    const [plan] = planned;
    if (!plan) throw new Error('an edit was neither planned nor refused');
    return this.idempotency.transaction(async (manager) => {
      const { ids } = await this.creation.create(principal, planned, manager);
      return { id: ids[0] ?? '', plan };
    });
  }

  /**
   * All edits or none; `errors` name the edit by its index.
   * @throws invalid_edit, insufficient_tokens
   */
  async createBatch(principal: UserPrincipal, requests: readonly unknown[]): Promise<AcceptedBatch> {
    const plans = await this.planner.plan(requests, (index) => `renders[${index}]`);
    return this.idempotency.transaction(async (manager) => {
      const { batchId, ids } = await this.creation.create(principal, plans, manager, { asBatch: true });
      return { id: batchId ?? '', renderIds: ids, plans };
    });
  }

  async estimate(request: unknown): Promise<PlannedRender> {
    const [plan] = await this.planner.plan([request]);
    if (!plan) throw new Error('an edit was neither planned nor refused');
    return plan;
  }
}
