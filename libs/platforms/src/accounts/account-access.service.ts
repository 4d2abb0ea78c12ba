import { setTimeout as pause } from 'node:timers/promises';
import { type AppError, rowLeaseLost, unlessHeld } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import type { AccountAccess } from '../account-access';
import type { AccountTokens, PlatformAdapter } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { type FailureClass, failureClassOf } from '../platform-failure';
import { platformAccessEnded, platformUnavailable } from '../platforms.errors';
import { SharedUnitsRepository } from '../publications/shared-units.repository';
import { AccountUsageRepository } from './account-usage.repository';
import type { AccountProblem } from './platform-account';
import { PlatformAccountsRepository, type StoredTokens } from './platform-accounts.repository';
import { RefreshedTokensService } from './refreshed-tokens.service';

/** A token that ends within this time is refreshed first. */
const MARGIN_MS = 60_000;
/** Longer than a refresh: its calls take a minute at most, and storing the tokens may wait for the database. */
const LEASE_SECONDS = 90;
/** How long a process waits for the refresh of another one. */
const WAIT_MS = 30_000;
const LOOK_EVERY_MS = 100;
/** Unused grants expire; a weekly refresh keeps them valid. */
const KEEP_ALIVE_MS = 7 * 86_400_000;

/** The only failures that concern the account itself. */
const PROBLEMS: Partial<Record<FailureClass, AccountProblem>> = {
  reconnect_required: 'access_ended',
  token_expired: 'access_ended',
  account_action: 'action_required',
};

/**
 * Calls platforms on behalf of connected accounts. Only one process at a time refreshes the tokens of an account, and the
 * new ones are stored before anything uses them.
 */
@Injectable()
export class AccountAccessService {
  private readonly logger = new Logger('AccountAccess');

  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly refreshed: RefreshedTokensService,
    private readonly usage: AccountUsageRepository,
    private readonly units: SharedUnitsRepository,
  ) {}

  /**
   * Makes a call with a valid access token. If the platform finds the token too old, the tokens are refreshed and the
   * call is made once more, so it must not have an effect that is visible to others.
   * @throws platform_access_ended and the errors of the call
   */
  async use<T>(
    accountId: string,
    call: (adapter: PlatformAdapter, access: AccountAccess) => Promise<T>,
    refusals: readonly FailureClass[] = ['reconnect_required'],
  ): Promise<T> {
    const stored = await this.fresh(accountId);
    const adapter = this.adapters.named(stored.platform);
    try {
      return await this.observed(accountId, adapter, stored, call);
    } catch (error) {
      if (failureClassOf(error) !== 'token_expired' || stored.refreshToken === null)
        return await this.report(accountId, stored, error, [...refusals, 'token_expired']);
    }
    const renewed = await this.refresh(accountId, stored.refreshedAt);
    try {
      return await this.observed(accountId, adapter, renewed, call);
    } catch (error) {
      return await this.report(accountId, renewed, error, [...refusals, 'token_expired']);
    }
  }

  /**
   * Checks at the platform whether the access still works and records a definite answer; refreshes grants that are used
   * rarely. Any other failure, such as a platform that is down, changes nothing.
   * @throws platform_access_ended, platform_action_required, platform_unavailable, platform_call_limit …
   */
  async check(accountId: string): Promise<void> {
    const stored = await this.read(accountId);
    if (stored.refreshToken !== null && Date.now() - stored.refreshedAt.getTime() > KEEP_ALIVE_MS)
      await this.refresh(accountId, stored.refreshedAt);
    const definite = Object.keys(PROBLEMS) as FailureClass[];
    await this.units.spend(stored, 'check', () =>
      this.use(accountId, (adapter, access) => adapter.check(access), definite),
    );
    await this.accounts.markWorking(accountId);
  }

  /** Makes the call, and records the usage that its answers report, whether it succeeds or not. */
  private async observed<T>(
    accountId: string,
    adapter: PlatformAdapter,
    access: AccountAccess,
    call: (adapter: PlatformAdapter, access: AccountAccess) => Promise<T>,
  ): Promise<T> {
    try {
      return await call(adapter, access);
    } finally {
      const usage = adapter.takeUsage(access);
      if (usage)
        await this.usage.record(accountId, usage).catch((err: unknown) => {
          this.logger.warn('the usage of the limits of an account was not recorded', { account: accountId, err });
        });
    }
  }

  private async fresh(accountId: string): Promise<StoredTokens> {
    const stored = await this.read(accountId);
    const left = (stored.accessExpiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
    if (left > MARGIN_MS || stored.refreshToken === null) return stored;
    try {
      return await this.refresh(accountId, stored.refreshedAt);
    } catch (error) {
      // The platform may be down for a moment while the token still works.
      if (left > 0 && failureClassOf(error) === 'transient') return stored;
      throw error;
    }
  }

  /** New tokens, or those that another process has stored since `refreshedAt`. */
  private async refresh(accountId: string, refreshedAt: Date): Promise<StoredTokens> {
    await this.refreshed.saved(accountId);
    for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
      const stored = await this.read(accountId);
      if (stored.refreshedAt > refreshedAt || stored.refreshToken === null) return stored;
      if (await this.refreshAlone(accountId, refreshedAt)) return this.read(accountId);
      await pause(LOOK_EVERY_MS);
    }
    throw platformUnavailable('Another process is refreshing the access to the account.');
  }

  /** False when another process has the right to refresh. */
  private async refreshAlone(accountId: string, refreshedAt: Date): Promise<boolean> {
    const lease = await this.accounts.takeForRefresh(accountId, LEASE_SECONDS).catch(unlessHeld);
    if (!lease) return false;
    // Read again under the lease: the process before may have stored new tokens.
    const stored = await this.read(accountId);
    const { refreshToken } = stored;
    if (refreshToken === null || stored.refreshedAt > refreshedAt) {
      await this.accounts.endRefresh(lease);
      return true;
    }
    let tokens: AccountTokens;
    try {
      tokens = await this.adapters.named(stored.platform).refresh({ ...stored, refreshToken });
    } catch (error) {
      // A reconnect may have replaced the tokens: its tokens are newer than ours.
      await this.accounts.endRefresh(lease).catch(ignoreLostLease);
      return await this.report(accountId, stored, error, ['reconnect_required', 'token_expired', 'account_action']);
    }
    // The lease stays until they are stored, because the former token no longer refreshes.
    await this.refreshed.save(accountId, stored.refreshedAt, tokens);
    return true;
  }

  /** Records the definite answer of the platform, and throws the error. */
  private async report(
    accountId: string,
    { refreshedAt }: StoredTokens,
    error: unknown,
    definite: readonly FailureClass[],
  ): Promise<never> {
    const failure = failureClassOf(error);
    const problem = failure && definite.includes(failure) ? PROBLEMS[failure] : undefined;
    if (problem) {
      const { platform_code: code = 'unknown' } = ((error as AppError).options.extra ?? {}) as {
        platform_code?: string;
      };
      await this.accounts.markBroken(accountId, refreshedAt, problem, code);
    }
    throw error;
  }

  private async read(accountId: string): Promise<StoredTokens> {
    const stored = await this.accounts.tokensOf(accountId);
    if (!stored) throw platformAccessEnded('The account was disconnected.');
    return stored;
  }
}

function ignoreLostLease(error: unknown): void {
  if (!rowLeaseLost.is(error)) throw error;
}
