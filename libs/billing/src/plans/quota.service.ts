import { changesOne } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { quotaExceeded } from '../billing.errors';
import { BillingNoticesRepository } from '../notices/billing-notices.repository';
import type { Entitlements, QuotaWindow } from './effective-entitlements';
import { EntitlementsService } from './entitlements.service';
import { type PlanLimits, tierWithRoom } from './plan-catalogue';

/** Shares of a limit, in percent, of which the owner gets a notice; largest first. */
const NOTICED_PERCENT = [100, 80] as const;

type Reserved = { outcome: 'reserved'; taken: number } | { outcome: 'replayed' | 'exhausted' };

/** What is counted per window, and the plan's limit for it. */
const LIMIT_OF = { uploads: 'uploadsPerMonth' } as const satisfies Record<string, keyof PlanLimits>;
export type Quota = keyof typeof LIMIT_OF;

export interface QuotaUsage {
  taken: number;
  /** Infinity means unlimited. */
  limit: number;
  window: QuotaWindow;
}

export interface QuotaOverview {
  entitlements: Entitlements;
  taken: number;
}

/**
 * Units of a quota are reserved for a subject (an upload), then used or released; each of these happens once per
 * subject.
 */
@Injectable()
export class QuotaService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entitlements: EntitlementsService,
    private readonly notices: BillingNoticesRepository,
  ) {}

  /** The plan's limit, and how many units of its window are taken. */
  async overview(userId: string, quota: Quota): Promise<QuotaOverview> {
    const entitlements = await this.entitlements.of(userId);
    const [row] = await this.dataSource.query<{ taken: number }[]>(
      'select taken from quota_windows where user_id = $1 and quota = $2 and starts_at = $3',
      [userId, quota, entitlements.window.from],
    );
    return { entitlements, taken: row?.taken ?? 0 };
  }

  async usage(userId: string, quota: Quota): Promise<QuotaUsage> {
    const { entitlements, taken } = await this.overview(userId, quota);
    return { taken, limit: entitlements.limits[LIMIT_OF[quota]], window: entitlements.window };
  }

  /**
   * Takes one unit for the subject unless it already has one. Adds a notice at 80 % and at 100 %, once in a window each.
   * @throws quota_exceeded with the time at which the window ends
   */
  async reserve(
    userId: string,
    quota: Quota,
    subjectId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const { limits, window, tier } = await this.entitlements.of(userId, manager);
    const limit = limits[LIMIT_OF[quota]];
    const [row] = await manager.query<[{ answer: Reserved }]>(
      'select quota_reserve($1, $2, $3, $4, $5, $6) as answer',
      [userId, quota, subjectId, window.from, window.to, Number.isFinite(limit) ? limit : null],
    );
    if (row.answer.outcome === 'reserved')
      await this.addNotice(userId, quota, { taken: row.answer.taken, limit, window }, manager);
    if (row.answer.outcome !== 'exhausted') return;
    throw quotaExceeded(`You have used all ${limit} ${quota} of this period.`, {
      extra: {
        limit,
        tier,
        required_tier: tierWithRoom(LIMIT_OF[quota], limit) ?? null,
        resets_at: window.to.toISOString(),
      },
    });
  }

  /** Marks the unit as used for good. False when it was already used or released. */
  async use(quota: Quota, subjectId: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    return changesOne(
      manager,
      "update quota_units set state = 'used' where quota = $1 and subject_id = $2 and state = 'reserved'",
      [quota, subjectId],
    );
  }

  /** Returns the unit to the window from which it was taken. False when it was already used or released. */
  async release(quota: Quota, subjectId: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    const [row] = await manager.query<[{ released: boolean }]>('select quota_release($1, $2) as released', [
      quota,
      subjectId,
    ]);
    return row.released;
  }

  private async addNotice(
    userId: string,
    quota: Quota,
    { taken, limit, window }: QuotaUsage,
    manager: EntityManager,
  ): Promise<void> {
    const percent = NOTICED_PERCENT.find((share) => taken * 100 >= limit * share);
    if (percent === undefined) return;
    const cause = `quota_reached:${quota}:${userId}:${window.from.toISOString()}:${percent}`;
    await this.notices.add(userId, { kind: 'quota_reached', cause, facts: { quota, taken, limit, percent } }, manager);
  }
}
