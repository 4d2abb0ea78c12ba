import { changesOne, newId, notFound, type Owner } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accountGroupNameTaken, tooManyAccountGroups } from '../platforms.errors';

const MOST_GROUPS = 100;
const UNIQUE_VIOLATION = '23505';

/** A named set of connected accounts. */
export interface AccountGroup {
  id: string;
  name: string;
  /** In no particular order; accounts that were disconnected are gone. */
  accountIds: string[];
  createdAt: Date;
}

const SELECT = `select g.id, g.name, g.created_at as "createdAt",
  coalesce(array_agg(m.account_id order by m.account_id) filter (where m.account_id is not null), '{}') as "accountIds"
  from account_groups g left join account_group_members m on m.group_id = g.id`;

@Injectable()
export class AccountGroupsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. */
  list({ ownerId }: Owner): Promise<AccountGroup[]> {
    return this.dataSource.query(`${SELECT} where g.user_id = $1 group by g.id order by lower(g.name)`, [ownerId]);
  }

  async find({ ownerId }: Owner, id: string, manager: EntityManager = this.dataSource.manager) {
    const rows = await manager.query<AccountGroup[]>(`${SELECT} where g.user_id = $1 and g.id = $2 group by g.id`, [
      ownerId,
      id,
    ]);
    return rows[0];
  }

  /** @throws too_many_account_groups, account_group_name_taken, not_found for an account that the owner does not have */
  async create(owner: Owner, name: string, accountIds: readonly string[], manager: EntityManager): Promise<string> {
    const id = newId();
    // Without the lock, concurrent requests would each count the groups before the others have added theirs.
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('account_groups:' || $1, 0))`, [owner.ownerId]);
    const rows = await manager
      .query<unknown[]>(
        `insert into account_groups (id, user_id, name) select $1, $2, $3
         where (select count(*) from account_groups where user_id = $2) < ${MOST_GROUPS} returning id`,
        [id, owner.ownerId, name],
      )
      .catch(nameTaken);
    if (rows.length === 0) throw tooManyAccountGroups();
    await this.setMembers(owner, id, accountIds, manager);
    return id;
  }

  /** False when the owner has no such group. @throws account_group_name_taken, not_found as above */
  async replace(
    owner: Owner,
    id: string,
    { name, accountIds }: { name: string; accountIds: readonly string[] },
    manager: EntityManager,
  ): Promise<boolean> {
    const isRenamed = await changesOne(
      manager,
      'update account_groups set name = $3, updated_at = clock_timestamp() where id = $1 and user_id = $2',
      [id, owner.ownerId, name],
    ).catch(nameTaken);
    if (!isRenamed) return false;
    await manager.query('delete from account_group_members where group_id = $1', [id]);
    await this.setMembers(owner, id, accountIds, manager);
    return true;
  }

  /** False when the owner has no such group. */
  async remove({ ownerId }: Owner, id: string): Promise<boolean> {
    return changesOne(this.dataSource, 'delete from account_groups where id = $1 and user_id = $2', [id, ownerId]);
  }

  private async setMembers({ ownerId }: Owner, id: string, accountIds: readonly string[], manager: EntityManager) {
    // The lock waits for a transaction that is deleting an account, and then leaves the account out.
    const added = await manager.query<unknown[]>(
      `insert into account_group_members (group_id, account_id)
       select $1, id from platform_accounts where user_id = $2 and id = any($3::uuid[]) order by id for key share
       returning account_id`,
      [id, ownerId, accountIds],
    );
    if (added.length !== accountIds.length) throw notFound('An account in the list does not exist.');
  }
}

function nameTaken(error: unknown): never {
  if ((error as { code?: string }).code === UNIQUE_VIOLATION) throw accountGroupNameTaken();
  throw error;
}
