import { affectedRows, readAll } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { eraseFollowerHistory } from './follower-history';
import type { PlatformAccount } from './platform-account';

export type ErasedAccount = Pick<PlatformAccount, 'id' | 'userId' | 'platform' | 'externalId'>;

/** Connected accounts and posts of one person: for the export archive, and for the end of the account. */
@Injectable()
export class PlatformDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What is stored about the person, by section, without tokens and addresses of unfinished uploads. */
  async of(userId: string): Promise<Record<string, Iterable<object> | AsyncIterable<object>>> {
    const [accounts, groups] = await Promise.all([
      this.dataSource.query<object[]>(
        `select id, platform, external_id, name, username, avatar_url, scopes, status, problem, connected_at, checked_at, last_used_at
         from platform_accounts where user_id = $1 order by connected_at`,
        [userId],
      ),
      this.dataSource.query<object[]>(
        `select g.id, g.name, g.created_at,
           (select json_agg(account_id) from account_group_members m where m.group_id = g.id) as accounts
         from account_groups g where user_id = $1 order by created_at`,
        [userId],
      ),
    ]);
    return {
      platform_accounts: accounts,
      follower_readings: this.followersOf(userId),
      account_groups: groups,
      publications: this.publicationsOf(userId),
    };
  }

  private followersOf(userId: string): AsyncIterable<object> {
    return readAll(this.dataSource.manager, {
      select:
        'select platform, external_id, read_on, fetched_at, followers, missing from follower_readings where user_id = $1',
      parameters: [userId],
      key: { platform: 'text', external_id: 'text', read_on: 'date' },
    });
  }

  /** Posts with their journals. */
  private publicationsOf(userId: string): AsyncIterable<object> {
    return readAll(this.dataSource.manager, {
      select: `select id, upload_id, account_name, platform, status, overrides, texts, publish_at, local_time, time_zone, post_id, permalink, visibility,
           fault, created_at, published_at, verified_at,
           (select json_agg(json_build_object('at', e.created_at, 'step', e.step, 'outcome', e.outcome, 'platform_code', e.platform_code) order by e.id)
            from publication_events e where e.publication_id = p.id) as events
         from publications p where user_id = $1`,
      parameters: [userId],
      key: { created_at: 'timestamptz', id: 'uuid' },
    });
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from publications where user_id = $1', [userId]);
    await manager.query('delete from platform_revocations where user_id = $1', [userId]);
    await manager.query('delete from platform_questions where user_id = $1', [userId]);
    await manager.query('delete from platform_workspace_units where user_id = $1', [userId]);
    await this.disconnect(userId, manager);
  }

  /** Deletes the accounts of a login, of any owner, their followers, and their names in posts. @returns what they were */
  async eraseLogin(login: string, manager: EntityManager): Promise<ErasedAccount[]> {
    const accounts = await manager.query<ErasedAccount[]>(
      `select id, user_id as "userId", platform, external_id as "externalId" from platform_accounts where login = $1 order by id for update`,
      [login],
    );
    await eraseFollowerHistory(login, manager);
    const ids = accounts.map(({ id }) => id);
    await manager.query(
      `update publications set account_name = '', updated_at = clock_timestamp() where account_id = any($1)`,
      [ids],
    );
    await manager.query('delete from platform_accounts where id = any($1)', [ids]);
    return accounts;
  }

  /**
   * Deletes connected accounts with their tokens and followers, groups of accounts, and attempts to connect more. Posts
   * stay; those that are not published yet fail.
   * @returns the number of deleted rows, not counting followers
   */
  async disconnect(userId: string, manager: EntityManager): Promise<number> {
    let total = 0;
    for (const table of ['platform_choices', 'platform_authorizations', 'account_groups', 'platform_accounts']) {
      total += await affectedRows(manager, `delete from ${table} where user_id = $1`, [userId]);
    }
    // After the accounts, because a job may store a reading until they are deleted.
    await manager.query('delete from follower_readings where user_id = $1', [userId]);
    return total;
  }
}
