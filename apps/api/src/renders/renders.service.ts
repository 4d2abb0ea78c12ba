import type { UserPrincipal } from '@app/auth';
import { EntitlementsService, LedgerService, microTokens, type Reservation } from '@app/billing';
import { IdempotencyStore, newId, type Statement } from '@app/core';
import { JobPublisherService, runRender } from '@app/jobs';
import { AccountEventsRepository } from '@app/notifications';
import { type NewRender, RendersRepository } from '@app/render-proxy';
import { ObjectStores, renderObjectKey, type StorageConfig, storageConfig } from '@app/storage';
import { Inject, Injectable } from '@nestjs/common';
import { EditPlannerService, type PlannedRender } from './edit-planner.service';

/**
 * Seconds after which the ledger audit reports a hold. Renders are given up before: they wait at most a day for the
 * provider to accept them, a day for its answers and a day for the transfer of the video.
 */
const HOLD_SECONDS = 5 * 24 * 3_600;
/** Priority of plans without the priority queue. */
const USUAL_PRIORITY = 100;

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

/** Accepts edits and estimates their cost. */
@Injectable()
export class RendersService {
  constructor(
    private readonly planner: EditPlannerService,
    private readonly idempotency: IdempotencyStore,
    private readonly renders: RendersRepository,
    private readonly ledger: LedgerService,
    private readonly entitlements: EntitlementsService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
    private readonly stores: ObjectStores,
    @Inject(storageConfig.KEY) private readonly storage: StorageConfig,
  ) {}

  /**
   * Accepts an edit: from then on it either becomes a video or its tokens are returned.
   * @throws invalid_edit, edit_too_expensive, insufficient_tokens
   */
  async create(principal: UserPrincipal, request: unknown): Promise<AcceptedRender> {
    const plan = await this.planner.plan(principal, request);
    const row = this.newRender(principal, plan, await this.priorityOf(principal));
    await this.idempotency.together([
      ...(await this.renders.insertions(principal, [row])),
      ...this.reserveAndStart(principal, { type: 'render', id: row.id }, [row]),
    ]);
    return { id: row.id, plan };
  }

  /**
   * Accepts all edits or none; `errors` name the edit by its index.
   * @throws invalid_edit, edit_too_expensive, insufficient_tokens
   */
  async createBatch(principal: UserPrincipal, requests: readonly unknown[]): Promise<AcceptedBatch> {
    const plans = await this.planner.planAll(principal, requests, (index) => `renders[${index}]`);
    const priority = await this.priorityOf(principal);
    const rows = plans.map((plan) => this.newRender(principal, plan, priority));
    const id = newId();
    await this.idempotency.together([
      ...(await this.renders.insertions(principal, rows, id)),
      ...this.reserveAndStart(principal, { type: 'batch', id }, rows),
    ]);
    return { id, renderIds: rows.map((row) => row.id), plans };
  }

  /** @throws invalid_edit, edit_too_expensive */
  estimate(principal: UserPrincipal, request: unknown): Promise<PlannedRender> {
    return this.planner.plan(principal, request);
  }

  private async priorityOf({ ownerId }: UserPrincipal): Promise<number> {
    const { features } = await this.entitlements.of(ownerId);
    return features.has('priority_queue') ? 0 : USUAL_PRIORITY;
  }

  private newRender(principal: UserPrincipal, plan: PlannedRender, queuePriority: number): NewRender {
    const { provider, request, warnings, format, callbackUrl, seconds, isShort, pricing, price } = plan;
    const id = newId();
    const prefix = this.storage.GCS_PATH_PREFIX;
    return {
      id,
      createdBy: principal.userId,
      apiKeyId: principal.kind === 'api_key' ? principal.keyId : null,
      provider: provider.name,
      request,
      warnings,
      callbackUrl,
      format,
      pricing,
      heldSeconds: seconds,
      holdId: newId(),
      reserved: price,
      queuePriority,
      isShort,
      storage: this.stores.renders.name,
      objectKey: renderObjectKey({
        prefix,
        userId: principal.ownerId,
        jobId: id,
        extension: format,
        createdAt: new Date(),
      }),
    };
  }

  /** The transaction throws insufficient_tokens. */
  private reserveAndStart(
    { ownerId: userId }: UserPrincipal,
    { type, id }: { type: 'render' | 'batch'; id: string },
    rows: readonly NewRender[],
  ): Statement[] {
    const reservation: Reservation = {
      key: `${type}:${id}:hold:1`,
      userId,
      holds: rows.map(holdOf),
      reason: `${type} ${id}`,
    };
    const events = rows.map(({ id }) => ({ type: 'render.queued', data: { id, status: 'queued' } }) as const);
    return [
      ...rows.map(({ id: renderId, queuePriority: priority }) =>
        this.publisher.publication(runRender, { renderId }, { priority }),
      ),
      this.events.recording(userId, events),
      // Last, because it locks the account: other requests of the user wait until this transaction ends.
      this.ledger.reservation(reservation),
    ];
  }
}

const holdOf = ({ holdId, id, reserved, apiKeyId }: NewRender) => ({
  id: holdId,
  subjectType: 'render',
  subjectId: id,
  amount: microTokens(reserved),
  deadlineSeconds: HOLD_SECONDS,
  ...(apiKeyId && { apiKeyId }),
});
