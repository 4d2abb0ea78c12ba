import { newId, type Page, readRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { EntitlementGrant, Subscription } from './effective-entitlements';
import type { Feature, Tier } from './plan-catalogue';

export interface NewEntitlementGrant {
  userId: string;
  /** At least one of the two. */
  tier?: Tier;
  features?: readonly Feature[];
  /** When unset: until it is revoked. */
  expiresAt?: Date;
  note: string;
  grantedBy?: string;
}

export interface EntitlementGrantRow extends EntitlementGrant {
  id: string;
  note: string;
  createdAt: Date;
}

/** Everything that decides what a user may do, and the database's time. */
export interface EntitlementSources {
  subscriptions: Subscription[];
  grants: EntitlementGrantRow[];
  now: Date;
}

@Injectable()
export class EntitlementsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async sourcesOf(userId: string, manager: EntityManager = this.dataSource.manager): Promise<EntitlementSources> {
    const [row] = await manager.query<[{ sources: EntitlementSources }]>(
      `select jsonb_build_object('now', clock_timestamp(),
        'subscriptions', (select coalesce(jsonb_agg(jsonb_build_object('tier', tier, 'status', status, 'currentPeriodStart', current_period_start,
          'currentPeriodEnd', current_period_end, 'cancelAtPeriodEnd', cancel_at_period_end, 'pastDueSince', past_due_since,
          'scheduledTier', scheduled_tier, 'scheduledAt', scheduled_at)), '[]')
          from subscriptions where user_id = $1),
        'grants', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'tier', tier, 'features', features, 'expiresAt', expires_at, 'note', note,
          'createdAt', created_at) order by id), '[]') from entitlement_grants where user_id = $1 and revoked_at is null)) as sources`,
      [userId],
    );
    return JSON.parse(JSON.stringify(row.sources), reviveDate) as EntitlementSources;
  }

  /** Grants that were not revoked, including expired ones, newest first. */
  grantsOf(userId: string, page: { limit: number; cursor?: string }): Promise<Page<EntitlementGrantRow>> {
    const select = `select id, tier, features, expires_at as "expiresAt", note, created_at as "createdAt"
      from entitlement_grants where user_id = $1 and revoked_at is null`;
    return readRows(this.dataSource.manager, { select, parameters: [userId], time: 'createdAt' }, page);
  }

  async grant(
    { userId, tier, features = [], expiresAt, note, grantedBy }: NewEntitlementGrant,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<string> {
    const id = newId();
    await manager.query(
      'insert into entitlement_grants (id, user_id, tier, features, expires_at, note, granted_by) values ($1, $2, $3, $4, $5, $6, $7)',
      [id, userId, tier ?? null, features, expiresAt ?? null, note, grantedBy ?? null],
    );
    return id;
  }

  /** The revoked grant; undefined when no such grant exists, or no longer. */
  async revoke(
    grantId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<(EntitlementGrantRow & { userId: string }) | undefined> {
    const [row] = await manager.query<(EntitlementGrantRow & { userId: string })[]>(
      `with revoked as (update entitlement_grants set revoked_at = now() where id = $1 and revoked_at is null returning *)
        select id, user_id as "userId", tier, features, note, expires_at as "expiresAt", created_at as "createdAt" from revoked`,
      [grantId],
    );
    return row;
  }
}

const DATES = new Set([
  'now',
  'currentPeriodStart',
  'currentPeriodEnd',
  'pastDueSince',
  'scheduledAt',
  'expiresAt',
  'createdAt',
]);

const reviveDate = (key: string, value: unknown): unknown =>
  DATES.has(key) && typeof value === 'string' ? new Date(value) : value;
