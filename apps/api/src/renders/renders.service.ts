import type { UserPrincipal } from '@app/auth';
import { IdempotencyStore } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EditPlannerService, type PlannedRender } from './edit-planner.service';
import { RenderCreationService } from './render-creation.service';

/** What people do with renders. */
@Injectable()
export class RendersService {
  constructor(
    private readonly database: DataSource,
    private readonly planner: EditPlannerService,
    private readonly creation: RenderCreationService,
    private readonly idempotency: IdempotencyStore,
  ) {}

  /**
   * Accepts an edit: from here on it ends in a video or with its tokens given back.
   * @param answer what the route answers, kept with the render for retries of the request
   * @throws invalid_edit, insufficient_tokens
   */
  async create<Answer>(
    principal: UserPrincipal,
    request: unknown,
    answer: (id: string, plan: PlannedRender) => Answer,
  ): Promise<Answer> {
    const planned = await this.planner.plan([request]);
    const [plan] = planned;
    if (!plan) throw new Error('an edit was neither planned nor refused');
    return this.database.transaction(async (manager) => {
      const { ids } = await this.creation.create(principal, planned, manager);
      const body = answer(ids[0] ?? '', plan);
      await this.idempotency.record(manager, 201, body);
      return body;
    });
  }

  /**
   * All edits or none; `errors` name the edit by its index.
   * @throws invalid_edit, insufficient_tokens
   */
  async createBatch<Answer>(
    principal: UserPrincipal,
    requests: readonly unknown[],
    answer: (batchId: string, ids: string[], plans: PlannedRender[]) => Answer,
  ): Promise<Answer> {
    const planned = await this.planner.plan(requests, (index) => `renders[${index}]`);
    return this.database.transaction(async (manager) => {
      const { batchId, ids } = await this.creation.create(principal, planned, manager, { asBatch: true });
      const body = answer(batchId ?? '', ids, planned);
      await this.idempotency.record(manager, 201, body);
      return body;
    });
  }

  async estimate(request: unknown): Promise<PlannedRender> {
    const [plan] = await this.planner.plan([request]);
    if (!plan) throw new Error('an edit was neither planned nor refused');
    return plan;
  }
}
