import { createHash } from 'node:crypto';
import { type Actor, AuditLogService, OPERATORS, UsersService } from '@app/auth';
import {
  type EntitlementGrantRow,
  EntitlementsService,
  type LedgerReceipt,
  LedgerService,
  tokens,
  toTokens,
} from '@app/billing';
import { IdempotencyStore, invalidInput, newId, type Page, type PageQuery } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GrantEntitlementDto, GrantTokensDto } from './admin-grants.dto';

/** Grants that operators give and revoke. A grant and its audit entry commit together; payments never touch it. */
@Injectable()
export class AdminGrantsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotency: IdempotencyStore,
    private readonly users: UsersService,
    private readonly entitlements: EntitlementsService,
    private readonly ledger: LedgerService,
    private readonly audit: AuditLogService,
  ) {}

  /** @throws not_found */
  async ofUser(userId: string, page: PageQuery): Promise<Page<EntitlementGrantRow>> {
    await this.users.get(userId);
    return this.entitlements.grantsPage(userId, page);
  }

  /** @throws not_found, invalid_input without a tier and features */
  async grantEntitlement(
    { user_id: userId, tier, features, expires_at, reason }: GrantEntitlementDto,
    actor: Actor,
  ): Promise<EntitlementGrantRow> {
    if (!tier && features.length === 0)
      throw invalidInput(undefined, {
        errors: [{ path: 'tier', code: 'tier', message: 'a grant needs a tier, features or both' }],
      });
    await this.users.get(userId);
    return this.idempotency.transaction(async (manager) => {
      const before = await this.entitlements.grantsOf(userId, manager);
      const id = await this.entitlements.grant(
        { userId, tier, features, expiresAt: expires_at ?? undefined, note: reason, grantedBy: userOf(actor) },
        manager,
      );
      const after = await this.entitlements.grantsOf(userId, manager);
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action: 'entitlement.granted',
          target: { type: 'user', id: userId },
          before: { grants: before },
          after: { grants: after },
        },
        manager,
      );
      return after.find((grant) => grant.id === id) as EntitlementGrantRow;
    });
  }

  /** @throws entitlement_grant_unknown */
  async revokeEntitlement(grantId: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { userId, ...revoked } = await this.entitlements.revoke(grantId, manager);
      const after = await this.entitlements.grantsOf(userId, manager);
      const target = { type: 'user' as const, id: userId };
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action: 'entitlement.revoked',
          target,
          before: { grants: [...after, revoked] },
          after: { grants: after },
        },
        manager,
      );
    });
  }

  /**
   * @param requestKey the caller's own key for this grant: repeating it does not grant twice
   * @throws not_found, operation_key_reused
   */
  async grantTokens(
    { user_id: userId, amount, expires_at, reason }: GrantTokensDto,
    actor: Actor,
    requestKey: string = newId(),
  ): Promise<LedgerReceipt> {
    await this.users.get(userId);
    const key = `admin:${createHash('sha256').update(`${actor.kind} ${actor.id} ${requestKey}`).digest('base64url')}`;
    return this.idempotency.transaction(async (manager) => {
      const before = await this.ledger.balance(userId, manager);
      const receipt = await this.ledger.grant(
        {
          key,
          userId,
          amount: tokens(amount),
          source: 'admin',
          expiresAt: expires_at ?? undefined,
          reason,
          actorId: userOf(actor),
        },
        manager,
      );
      if (receipt.replayed) return receipt;
      const gift = { grant_id: receipt.subjectId, amount, expires_at: expires_at ?? null, reason };
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action: 'tokens.granted',
          target: { type: 'user', id: userId },
          before: { balance: toTokens(before.available), debt: toTokens(before.debt) },
          after: { balance: toTokens(receipt.available), debt: toTokens(receipt.debt), ...gift },
        },
        manager,
      );
      return receipt;
    });
  }
}

const userOf = ({ kind, id }: Actor): string | undefined => (kind === 'user' ? (id ?? undefined) : undefined);
