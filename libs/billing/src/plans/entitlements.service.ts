import { ChangeFeedService, type Page } from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { entitlementGrantUnknown, tierRequired } from '../billing.errors';
import { type Entitlements, effectiveEntitlements } from './effective-entitlements';
import { type EntitlementGrantRow, EntitlementsRepository, type NewEntitlementGrant } from './entitlements.repository';
import { FEATURES, type Feature } from './plan-catalogue';

/** Milliseconds for which an answer is kept at most, in case the notification of a change is lost. */
const TTL_MS = 30_000;
const MAX_ENTRIES = 10_000;

/**
 * What users may do. Computed on read from subscriptions and grants, and cached while the change feed is live: a
 * trigger notifies every process in the transaction that changes either, so an answer is outdated for no longer than
 * the notification takes.
 */
@Injectable()
export class EntitlementsService implements OnModuleInit {
  private readonly remembered = new LRUCache<string, Entitlements>({ max: MAX_ENTRIES, ttl: TTL_MS });
  private generation = 0;

  constructor(
    private readonly repository: EntitlementsRepository,
    private readonly changes: ChangeFeedService,
  ) {}

  onModuleInit(): void {
    const forget = (userId?: string) => {
      this.generation += 1;
      if (userId) this.remembered.delete(userId);
      else this.remembered.clear();
    };
    this.changes.follow('entitlements_changed', { onChange: forget, onGap: () => forget() });
  }

  /**
   * @param manager of a caller inside a transaction that has not changed them; a second connection could deadlock,
   * because transactions that wait for the caller's locks may hold all connections
   */
  async of(userId: string, manager?: EntityManager): Promise<Entitlements> {
    const known = this.remembered.get(userId);
    if (known) return known;
    const { generation } = this;
    const { subscriptions, grants, now } = await this.repository.sourcesOf(userId, manager);
    const entitlements = effectiveEntitlements(subscriptions, grants, now);
    // The rows may lack a change that arrived while they were being read.
    if (this.changes.isLive && generation === this.generation) {
      const ttl = Math.min(TTL_MS, Number(entitlements.validUntil) - Number(now));
      this.remembered.set(userId, entitlements, { ttl });
    }
    return entitlements;
  }

  /** Read anew, for a decision that an answer from a moment ago would get wrong. */
  async now(userId: string, manager: EntityManager): Promise<Entitlements> {
    const { subscriptions, grants, now } = await this.repository.sourcesOf(userId, manager);
    return effectiveEntitlements(subscriptions, grants, now);
  }

  /** @throws tier_required with the first tier that has the feature */
  async requireFeature(userId: string, feature: Feature): Promise<void> {
    const { features, tier } = await this.of(userId);
    if (features.has(feature)) return;
    throw tierRequired(`The plan ${FEATURES[feature]} and those above it include ${feature}.`, {
      extra: { feature, tier, required_tier: FEATURES[feature] },
    });
  }

  /** Grants that administrators gave and did not revoke, including expired ones, newest first. */
  grantsPage(userId: string, page: { limit: number; cursor?: string }): Promise<Page<EntitlementGrantRow>> {
    return this.repository.grantsOf(userId, page);
  }

  /** All of these grants, oldest first. */
  async grantsOf(userId: string, manager?: EntityManager): Promise<EntitlementGrantRow[]> {
    return (await this.repository.sourcesOf(userId, manager)).grants;
  }

  /** Returns the grant's id. */
  async grant(grant: NewEntitlementGrant, manager?: EntityManager): Promise<string> {
    return this.repository.grant(grant, manager);
  }

  /**
   * Returns the revoked grant and its user.
   * @throws entitlement_grant_unknown
   */
  async revoke(grantId: string, manager?: EntityManager): Promise<EntitlementGrantRow & { userId: string }> {
    const revoked = await this.repository.revoke(grantId, manager);
    if (!revoked) throw entitlementGrantUnknown();
    return revoked;
  }
}
