import { type Actor, AuditLogService, type SessionPrincipal, type UserPrincipal } from '@app/auth';
import { EntitlementsService, tierWithRoom } from '@app/billing';
import { notFound } from '@app/core';
import {
  AccountChoicesRepository,
  type AccountLimit,
  AccountQuestionsService,
  ConnectionsService,
  failureClassOf,
  type OnConnected,
  PLATFORM_NAMES,
  type PlatformAccount,
  PlatformAccountsRepository,
  PlatformAdapters,
} from '@app/platforms';
import { PLATFORM_TEXTS } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  AccountChoiceResponse,
  type ConnectedAccountsResponse,
  CreatorInfoResponse,
  type DisconnectionResponse,
  PlatformAccountResponse,
  type PlatformListResponse,
  TextLimitsResponse,
} from './platform-account.response';

/** Connected accounts within the limits of the owner's plan, with entries in the audit log. */
@Injectable()
export class PlatformAccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
    private readonly accounts: PlatformAccountsRepository,
    private readonly questions: AccountQuestionsService,
    private readonly connections: ConnectionsService,
    private readonly choices: AccountChoicesRepository,
    private readonly entitlements: EntitlementsService,
    private readonly audit: AuditLogService,
  ) {}

  async list(principal: UserPrincipal): Promise<PlatformListResponse> {
    const [all, { most }] = await Promise.all([this.accounts.list(principal), this.limitOf(principal.ownerId)]);
    const of = (name: string) => all.filter(({ platform }) => platform === name).map((account) => this.view(account));
    return {
      platforms: Object.fromEntries(PLATFORM_NAMES.map((name) => [name, of(name)])),
      configured: Object.fromEntries(PLATFORM_NAMES.map((name) => [name, this.adapters.isConfigured(name)])),
      text_limits: Object.fromEntries(
        Object.entries(PLATFORM_TEXTS).map(([name, texts]) => [name, TextLimitsResponse.of(texts)]),
      ),
      total_accounts: all.length,
      max_accounts: most,
      can_add_more: all.length < most,
    };
  }

  async creatorInfo(principal: UserPrincipal, platform: string, id: string): Promise<CreatorInfoResponse> {
    return CreatorInfoResponse.of(await this.questions.creatorInfo(await this.get(principal, platform, id)));
  }

  /** Queries the platform now. */
  async check(principal: SessionPrincipal, platform: string, id: string): Promise<PlatformAccountResponse> {
    await this.questions.check(await this.get(principal, platform, id));
    return this.view(await this.get(principal, platform, id));
  }

  /** Ends the access at the platform if possible, and here in any case. */
  async disconnect(
    principal: SessionPrincipal,
    platform: string,
    id: string,
    actor: Actor,
  ): Promise<DisconnectionResponse> {
    const account = await this.get(principal, platform, id);
    const isRevoked = await this.connections.revoke(account).catch((error: unknown) => {
      if (failureClassOf(error) === undefined) throw error;
      return false;
    });
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.accounts.remove(account.id, manager))) return;
      await this.audit.append(
        actor,
        {
          chain: principal.ownerId,
          action: 'platform_account.disconnected',
          target: { type: 'platform_account', id: account.id },
          before: { platform: account.platform, account_id: account.externalId, provider_revoked: isRevoked },
        },
        manager,
      );
    });
    return { status: 'disconnected', provider_revoked: isRevoked };
  }

  async choice(principal: SessionPrincipal, id: string): Promise<AccountChoiceResponse> {
    const found = await this.choices.find(principal, id);
    if (!found) throw notFound();
    return AccountChoiceResponse.of(id, found);
  }

  async choose(
    principal: SessionPrincipal,
    id: string,
    externalIds: readonly string[],
    actor: Actor,
  ): Promise<ConnectedAccountsResponse> {
    const { ownerId } = principal;
    const limit = await this.limitOf(ownerId);
    const ids = await this.connections.choose(
      principal,
      id,
      externalIds,
      limit,
      this.recordsConnection(ownerId, actor),
    );
    const all = await this.accounts.list(principal);
    return { accounts: all.filter((account) => ids.includes(account.id)).map((account) => this.view(account)) };
  }

  async limitOf(ownerId: string): Promise<AccountLimit> {
    const { connectedAccounts: most } = (await this.entitlements.of(ownerId)).limits;
    return { most, extra: { required_tier: tierWithRoom('connectedAccounts', most) ?? null } };
  }

  /** Adds an entry to the audit log for each account, in the transaction that connects it. */
  recordsConnection(ownerId: string, actor: Actor): OnConnected {
    return async (ids, manager) => {
      const connected = (await this.accounts.list({ ownerId }, manager)).filter(({ id }) => ids.includes(id));
      for (const { id, platform, externalId } of connected)
        await this.audit.append(
          actor,
          {
            chain: ownerId,
            action: 'platform_account.connected',
            target: { type: 'platform_account', id },
            after: { platform, account_id: externalId },
          },
          manager,
        );
    };
  }

  private async get(principal: UserPrincipal, platform: string, id: string): Promise<PlatformAccount> {
    const account = await this.accounts.find(principal, id);
    if (account?.platform !== this.adapters.nameOf(platform)) throw notFound();
    return account;
  }

  private view(account: PlatformAccount): PlatformAccountResponse {
    const { platform, scopes } = account;
    const none = { can: [], missingScopes: [] };
    return PlatformAccountResponse.of(
      account,
      this.adapters.isConfigured(platform) ? this.adapters.named(platform).capabilitiesOf(scopes) : none,
    );
  }
}
