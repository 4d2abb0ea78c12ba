import { notFound, type Owner, sealBroken } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AccountAccess } from '../account-access';
import type { PlatformAccount } from '../accounts/platform-account';
import {
  type AccountLogin,
  type AccountOrigin,
  PlatformAccountsRepository,
} from '../accounts/platform-accounts.repository';
import type { GrantedAccount } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import {
  accountLimitReached,
  oauthFailed,
  platformAccessEnded,
  platformAccountMismatch,
  platformAccountMissing,
} from '../platforms.errors';
import { AccountChoicesRepository } from './account-choices.repository';
import {
  type Authorization,
  type AuthorizationOwner,
  AuthorizationsRepository,
  type NewAuthorization,
} from './authorizations.repository';
import type { Revocation } from './revocations.repository';

/** Runs in the transaction that connects accounts, with their ids. */
export type OnConnected = (ids: readonly string[], manager: EntityManager) => Promise<unknown>;

/** Number of accounts that the owner's plan includes. */
export interface AccountLimit {
  most: number;
  /** Further members of `account_limit_reached`. */
  extra: Readonly<Record<string, unknown>>;
}

/** The end of an attempt: accounts are connected, or the owner has to choose among several. */
export type ConnectionOutcome = { connected: string } | { choice: string };

/** Connects accounts at platforms by OAuth, and disconnects them. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
    private readonly accounts: PlatformAccountsRepository,
    private readonly authorizations: AuthorizationsRepository,
    private readonly choices: AccountChoicesRepository,
  ) {}

  /**
   * The page to which the browser goes.
   * @throws platform_not_configured, not_found for an account to reconnect that the owner does not have
   */
  async begin(owner: AuthorizationOwner, attempt: NewAuthorization): Promise<{ url: string; state: string }> {
    if (attempt.accountId !== undefined) {
      const account = await this.accounts.find(owner, attempt.accountId);
      if (account?.platform !== attempt.platform) throw notFound();
    }
    const adapter = this.adapters.named(attempt.platform);
    const begun = await this.authorizations.begin(owner, attempt);
    return { url: adapter.authorizeUrl({ ...begun, redirectUri: attempt.redirectUri }), state: begun.state };
  }

  /**
   * Exchanges the code that the browser came back with. Stores nothing unless it succeeds.
   * @throws oauth_failed for a code that the platform refuses, platform_account_missing, platform_account_mismatch,
   * account_limit_reached, and the platform's errors
   */
  async finish(
    attempt: Authorization,
    code: string,
    limit: AccountLimit,
    onConnected: OnConnected,
  ): Promise<ConnectionOutcome> {
    const { platform, ownerId, userId: createdBy } = attempt;
    const granted = await this.adapters
      .named(platform)
      .connect({ ...attempt, code })
      .catch((error: unknown) => {
        // There was no access yet that could have ended.
        throw platformAccessEnded.is(error) ? oauthFailed('The platform refused its code.', { cause: error }) : error;
      });
    const candidates = await this.suitable(attempt, granted);
    const [only, ...others] = candidates;
    if (!only) throw platformAccountMissing();
    if (others.length > 0) return { choice: await this.choices.offer(ownerId, { platform, createdBy, candidates }) };
    await this.prove(platform, [only]);
    const origin = { ownerId, connectedBy: createdBy };
    const [connected = ''] = await this.dataSource.transaction((manager) =>
      this.connect(platform, [only], origin, { limit, onConnected, manager }),
    );
    return { connected };
  }

  /**
   * Connects the chosen ones of several accounts, all or none, once.
   * @param externalIds the platform's ids
   * @throws not_found for an unknown choice or account, account_limit_reached, and the platform's errors
   */
  async choose(
    owner: Owner,
    choiceId: string,
    externalIds: readonly string[],
    limit: AccountLimit,
    onConnected: OnConnected,
  ): Promise<string[]> {
    const choice = await this.choices.find(owner, choiceId);
    const chosen = choice?.candidates.filter(({ externalId }) => externalIds.includes(externalId)) ?? [];
    if (!choice || chosen.length !== new Set(externalIds).size) throw notFound();
    await this.prove(choice.platform, chosen);
    return this.dataSource.transaction(async (manager) => {
      // A concurrent request may have made the choice.
      if (!(await this.choices.remove(choiceId, manager))) throw notFound();
      const origin = { ownerId: owner.ownerId, connectedBy: choice.createdBy };
      return this.connect(choice.platform, chosen, origin, { limit, onConnected, manager });
    });
  }

  /**
   * Ends the access at the platform, unless other accounts depend on the same login or the stored tokens cannot be
   * decrypted. Does not delete the account here.
   * @returns whether the access has ended there
   * @throws the platform's errors
   */
  async revoke(account: PlatformAccount): Promise<boolean> {
    const stored = await this.accounts.tokensOf(account.id).catch((error: unknown) => {
      if (sealBroken.is(error)) return undefined;
      throw error;
    });
    return stored !== undefined && this.endAccess(account, stored);
  }

  /** Ends the access of an account that was removed here. Returns and throws the same as `revoke`. */
  revokeRemoved({ access, ...account }: Revocation): Promise<boolean> {
    return this.endAccess(account, access);
  }

  private async endAccess(account: AccountLogin, access: AccountAccess): Promise<boolean> {
    if (!this.adapters.isConfigured(account.platform)) return false;
    if (await this.accounts.sharesLogin(account)) return false;
    await this.adapters.named(account.platform).revoke(access);
    return true;
  }

  /** Calls the platform with the tokens of each account, so that only accounts whose access works are connected. */
  private async prove(platform: string, granted: readonly GrantedAccount[]): Promise<void> {
    const adapter = this.adapters.named(platform);
    await Promise.all(granted.map(({ externalId, tokens }) => adapter.check({ externalId, ...tokens })));
  }

  private async suitable({ accountId, ownerId }: Authorization, granted: GrantedAccount[]): Promise<GrantedAccount[]> {
    if (accountId === null || granted.length === 0) return granted;
    const wanted = await this.accounts.find({ ownerId }, accountId);
    const same = granted.filter(({ externalId }) => externalId === wanted?.externalId);
    if (same.length === 0) throw platformAccountMismatch();
    return same;
  }

  private async connect(
    platform: string,
    granted: readonly GrantedAccount[],
    origin: AccountOrigin,
    { limit, onConnected, manager }: { limit: AccountLimit; onConnected: OnConnected; manager: EntityManager },
  ): Promise<string[]> {
    await this.accounts.lockOwner(origin.ownerId, manager);
    const existing = await this.accounts.list(origin, manager);
    const isNew = ({ externalId }: GrantedAccount) =>
      !existing.some((account) => account.platform === platform && account.externalId === externalId);
    const added = granted.filter(isNew).length;
    if (added > 0 && existing.length + added > limit.most)
      throw accountLimitReached(`The plan has room for ${limit.most} connected accounts.`, {
        extra: { limit: limit.most, connected: existing.length, ...limit.extra },
      });
    const ids: string[] = [];
    for (const account of granted) ids.push(await this.accounts.connect(platform, account, origin, manager));
    await onConnected(ids, manager);
    return ids;
  }
}
