import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Connected accounts of one person: for the export archive, and for the end of the account. */
@Injectable()
export class PlatformDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Without tokens. */
  async of(userId: string): Promise<Record<string, object[]>> {
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
    return { platform_accounts: accounts, account_groups: groups };
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    for (const table of ['platform_choices', 'platform_authorizations', 'account_groups', 'platform_accounts'])
      await manager.query(`delete from ${table} where user_id = $1`, [userId]);
  }
}
