import {
  changesOne,
  type Lease,
  newId,
  type Owner,
  RowLeases,
  type SealedColumn,
  SealedColumnsService,
  SecretVaultService,
} from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DataSource, type EntityManager } from 'typeorm';
import type { AccountTokens, GrantedAccount } from '../platform-adapter';
import { AT, MAY_BE_LIVE } from '../publications/counted-posts';
import { keepFollowerHistory, resumeFollowerHistory } from './follower-history';
import type { AccountProblem, PlatformAccount } from './platform-account';

const ACCESS: SealedColumn = { table: 'platform_accounts', column: 'access_token' };
const REFRESH: SealedColumn = { table: 'platform_accounts', column: 'refresh_token' };
const LONGEST_NAME = 200;
const LONGEST_URL = 2_048;
const MOST_SCOPES = 100;

const COLUMNS = `id, user_id as "userId", platform, external_id as "externalId", name, username, avatar_url as "avatarUrl", login, scopes, status,
  problem, problem_code as "problemCode", refresh_expires_at as "refreshExpiresAt", connected_at as "connectedAt",
  checked_at as "checkedAt", last_used_at as "lastUsedAt"`;

/** The stored tokens of an account, opened. */
export interface StoredTokens {
  /** The owner of the workspace. */
  userId: string;
  externalId: string;
  platform: string;
  status: PlatformAccount['status'];
  accessToken: string;
  accessExpiresAt: Date | null;
  refreshToken: string | null;
  refreshedAt: Date;
}

/** An account, and the login on which its access depends. */
export type AccountLogin = Pick<PlatformAccount, 'id' | 'userId' | 'platform' | 'externalId' | 'login'>;

export interface AccountNotice {
  id: string;
  userId: string;
}

/** Who connected an account, and for which owner. */
export interface AccountOrigin {
  ownerId: string;
  connectedBy: string;
}

/** Connected accounts with their tokens, which are sealed at rest. */
@Injectable()
export class PlatformAccountsRepository implements OnModuleInit {
  private readonly leases = new RowLeases('platform_accounts');

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(ACCESS);
    this.sealedColumns.declare(REFRESH);
  }

  /** In the order in which they were connected. */
  list({ ownerId }: Owner, manager: EntityManager = this.dataSource.manager): Promise<PlatformAccount[]> {
    return manager.query(`select ${COLUMNS} from platform_accounts where user_id = $1 order by connected_at, id`, [
      ownerId,
    ]);
  }

  /** Undefined for one that does not exist or belongs to another owner. */
  async find({ ownerId }: Owner, id: string): Promise<PlatformAccount | undefined> {
    const rows = await this.dataSource.query<PlatformAccount[]>(
      `select ${COLUMNS} from platform_accounts where id = $1 and user_id = $2`,
      [id, ownerId],
    );
    return rows[0];
  }

  /** An account of any owner; undefined when it was disconnected. */
  async get(id: string): Promise<PlatformAccount | undefined> {
    const rows = await this.dataSource.query<PlatformAccount[]>(
      `select ${COLUMNS} from platform_accounts where id = $1`,
      [id],
    );
    return rows[0];
  }

  /** Serialises everything that changes how many accounts an owner has, until the transaction ends. */
  async lockOwner(ownerId: string, manager: EntityManager): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('platform_accounts:' || $1, 0))`, [ownerId]);
  }

  /**
   * Stores a new account, or the new tokens of a connected one; call `lockOwner` first. A refresh token that the platform
   * did not repeat stays.
   */
  async connect(
    platform: string,
    granted: GrantedAccount,
    { ownerId, connectedBy }: AccountOrigin,
    manager: EntityManager,
  ): Promise<string> {
    const { externalId, tokens } = granted;
    const [existing] = await manager.query<{ id: string }[]>(
      'select id from platform_accounts where user_id = $1 and platform = $2 and external_id = $3 for update',
      [ownerId, platform, externalId],
    );
    const id = existing?.id ?? newId();
    await manager.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, username, avatar_url, login, scopes,
         access_token, access_expires_at, refresh_token, refresh_expires_at, connected_by, check_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, clock_timestamp() + interval '1 day')
       on conflict (id) do update set name = excluded.name, username = excluded.username, avatar_url = excluded.avatar_url,
         login = excluded.login, scopes = excluded.scopes, access_token = excluded.access_token,
         access_expires_at = excluded.access_expires_at,
         refresh_token = coalesce(excluded.refresh_token, platform_accounts.refresh_token),
         refresh_expires_at = case when excluded.refresh_token is null then platform_accounts.refresh_expires_at
           else excluded.refresh_expires_at end,
         refreshed_at = clock_timestamp(), connected_by = excluded.connected_by, check_at = excluded.check_at,
         followers_due_at = least(platform_accounts.followers_due_at, excluded.followers_due_at), follower_failures = 0,
         status = 'active', problem = null, problem_code = null, notice_due = false,
         lease_epoch = platform_accounts.lease_epoch + 1, lease_until = null`,
      [id, ownerId, platform, externalId, ...profileOf(granted), ...this.sealed(id, tokens), connectedBy],
    );
    await resumeFollowerHistory({ userId: ownerId, platform, externalId }, manager);
    return id;
  }

  /**
   * Deletes the account. Its posts of the last day keep the platform's id of the account, because they count for its
   * daily limit; its followers stay for some days. @returns whether it existed
   */
  remove(id: string, outer: EntityManager = this.dataSource.manager): Promise<boolean> {
    return outer.transaction(async (manager) => {
      const [removed] = await manager.query<[AccountLogin[], number]>(
        `with account as materialized (select id, external_id from platform_accounts where id = $1 for update), recent as (
           update publications set former_external_id = account.external_id from account where account_id = account.id
             and ${MAY_BE_LIVE} and (status = 'publishing' or ${AT} > clock_timestamp() - interval '24 hours')
         ) delete from platform_accounts where id = (select account.id from account)
         returning id, user_id as "userId", platform, external_id as "externalId", login`,
        [id],
      );
      // A statement of its own: it sees a reading that was stored while the one above waited for the account.
      for (const account of removed) await keepFollowerHistory(account, manager);
      return removed.length === 1;
    });
  }

  /**
   * Whether other accounts would lose their access if this one's were revoked at the platform. When the login is
   * unknown, these are the owner's other accounts there, and the same account at other owners.
   */
  async sharesLogin({ id, userId, platform, externalId, login }: AccountLogin): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `select 1 from platform_accounts where id <> $1 and (case when $2::text is null
         then platform = $4 and (user_id = $3 or external_id = $5) else login = $2 end) limit 1`,
      [id, login, userId, platform, externalId],
    );
    return rows.length > 0;
  }

  /** Undefined when the account was disconnected. */
  async tokensOf(id: string, manager: EntityManager = this.dataSource.manager): Promise<StoredTokens | undefined> {
    const [row] = await manager.query<StoredTokens[]>(
      `select user_id as "userId", external_id as "externalId", platform, status, access_token as "accessToken", access_expires_at as "accessExpiresAt",
         refresh_token as "refreshToken", refreshed_at as "refreshedAt" from platform_accounts where id = $1`,
      [id],
    );
    if (!row) return undefined;
    return {
      ...row,
      accessToken: this.vault.open(row.accessToken, ACCESS, id),
      refreshToken: row.refreshToken === null ? null : this.vault.open(row.refreshToken, REFRESH, id),
    };
  }

  /**
   * The exclusive right to refresh the tokens. Undefined when the account was disconnected.
   * @throws row_lease_held while another process refreshes them
   */
  takeForRefresh(id: string, seconds: number): Promise<Lease | undefined> {
    return this.leases.take(this.dataSource, id, seconds);
  }

  /** Releases the right. @throws row_lease_lost when another process took it, or the account was reconnected */
  async endRefresh(lease: Lease): Promise<void> {
    await this.leases.write(this.dataSource, lease, sql`lease_until = null`);
  }

  /**
   * Stores refreshed tokens and ends every right to refresh, unless the tokens have changed since `refreshedAt`. A
   * refresh token that the platform did not repeat stays. The lease may have expired long ago: another process may have
   * failed to refresh with the former token and recorded that the access ended, which the new tokens disprove.
   */
  async storeRefreshed(id: string, refreshedAt: Date, tokens: AccountTokens): Promise<void> {
    const [access, accessExpiresAt, refresh, refreshExpiresAt] = this.sealed(id, tokens);
    await this.dataSource.query(
      `update platform_accounts set lease_until = null, lease_epoch = lease_epoch + 1, access_token = $3, access_expires_at = $4,
         refresh_token = coalesce($5, refresh_token),
         refresh_expires_at = case when $5::text is null then refresh_expires_at else $6::timestamptz end,
         scopes = case when cardinality($7::text[]) = 0 then scopes else $7::text[] end, refreshed_at = clock_timestamp(),
         status = case when problem = 'access_ended' then 'active' else status end,
         problem_code = case when problem = 'access_ended' then null else problem_code end,
         notice_due = notice_due and problem <> 'access_ended', problem = nullif(problem, 'access_ended')
       where id = $1 and date_trunc('milliseconds', refreshed_at) = $2`,
      [id, refreshedAt, access, accessExpiresAt, refresh, refreshExpiresAt, scopesOf(tokens)],
    );
  }

  /** The access works: the account is healthy again and is checked tomorrow. */
  async markWorking(id: string): Promise<void> {
    await this.dataSource.query(
      `update platform_accounts set status = 'active', problem = null, problem_code = null, notice_due = false,
         checked_at = clock_timestamp(), check_at = clock_timestamp() + interval '1 day' where id = $1`,
      [id],
    );
  }

  /** Records that the account is about to be used, or was. */
  async markUsed(id: string): Promise<void> {
    await this.dataSource.query('update platform_accounts set last_used_at = clock_timestamp() where id = $1', [id]);
  }

  /**
   * The platform said definitely that the access ended: its owner gets one notice, at most one a day. Nothing happens if
   * the tokens have changed since `refreshedAt`.
   * @returns whether the account was healthy before
   */
  async markBroken(id: string, refreshedAt: Date, problem: AccountProblem, code: string): Promise<boolean> {
    return changesOne(
      this.dataSource,
      `update platform_accounts set status = 'needs_reconnection', problem = $3, problem_code = $4, checked_at = clock_timestamp(),
         notice_due = (last_notice_at is null or last_notice_at < clock_timestamp() - interval '1 day')
       where id = $1 and status = 'active' and date_trunc('milliseconds', refreshed_at) = $2`,
      [id, refreshedAt, problem, code.slice(0, 100)],
    );
  }

  /** Takes accounts that are due for their daily check. If the check does not happen, it is due again in an hour. */
  async takeDue(limit: number, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update platform_accounts set check_at = clock_timestamp() + interval '1 hour' where id in (
         select id from platform_accounts where status = 'active' and check_at <= clock_timestamp()
         order by check_at limit $1 for update skip locked) returning id`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The healthy accounts of a login, of any owner, which a check is about to verify. */
  async takeOfLogin(login: string, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update platform_accounts set check_at = clock_timestamp() + interval '1 hour'
       where login = $1 and status = 'active' returning id`,
      [login],
    );
    return rows.map(({ id }) => id);
  }

  /** Accounts whose owners have not yet been notified that they need to be reconnected. */
  async takeNotices(limit: number, manager: EntityManager): Promise<AccountNotice[]> {
    const [rows] = await manager.query<[AccountNotice[], number]>(
      `update platform_accounts set notice_due = false, last_notice_at = clock_timestamp() where id in (
         select id from platform_accounts where notice_due limit $1 for update skip locked)
       returning id, user_id as "userId"`,
      [limit],
    );
    return rows;
  }

  private sealed(id: string, tokens: AccountTokens): [string, Date | null, string | null, Date | null] {
    const refreshToken = tokens.refreshToken === null ? null : this.vault.seal(tokens.refreshToken, REFRESH, id);
    return [
      this.vault.seal(tokens.accessToken, ACCESS, id),
      tokens.accessExpiresAt,
      refreshToken,
      tokens.refreshExpiresAt,
    ];
  }
}

const scopesOf = ({ scopes }: AccountTokens): string[] => scopes.slice(0, MOST_SCOPES);

function profileOf({ name, username, avatarUrl, login, tokens }: GrantedAccount): unknown[] {
  const avatar = avatarUrl !== null && avatarUrl.length <= LONGEST_URL ? avatarUrl : null;
  return [name.slice(0, LONGEST_NAME), username?.slice(0, LONGEST_NAME) ?? null, avatar, login, scopesOf(tokens)];
}
