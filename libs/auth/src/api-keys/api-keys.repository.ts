import { affectedRows, newId, type Owner, ownedBy, type Page, readPage } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, IsNull, Repository } from 'typeorm';
import type { ApiScope, UserRole, WorkspaceRole } from '../access/principal';
import type { UserStatus } from '../users/user.entity';
import { ApiKey } from './api-key.entity';
import { generateApiKey, hashApiKey, visiblePrefix } from './api-key-format';

export interface NewApiKey {
  userId: string;
  /** Null: the owner. */
  createdBy: string | null;
  name: string;
  scopes: readonly ApiScope[];
  expiresAt?: Date | null;
  rotatedFrom?: string | null;
}

/** Everything that a request with the key needs, in one row. */
export interface ApiKeyHolder {
  keyId: string;
  /** The member who created the key, or the owner. */
  userId: string;
  workspaceId: string;
  workspaceRole: WorkspaceRole;
  /** 1 is the owner; members follow in the order in which they joined. */
  seat: number;
  scopes: ApiScope[];
  expiresAt: Date | null;
  role: UserRole;
  status: UserStatus;
  mustResetPassword: boolean;
}

/** The user whose key it is. */
export interface KeyMember {
  id: string;
  name: string;
  email: string;
}

const HOLDER_QUERY = `
  select k.id as "keyId", u.id as "userId", k.user_id as "workspaceId", coalesce(m.role, 'owner') as "workspaceRole", k.scopes, k.expires_at as "expiresAt", u.role,
         1 + (select count(*)::int from workspace_members e where e.workspace_id = k.user_id and (e.created_at, e.user_id) <= (m.created_at, m.user_id)) as seat,
         case when owner.status = 'active' then u.status else owner.status end as status, u.must_reset_password or owner.must_reset_password as "mustResetPassword"
  from api_keys k join users owner on owner.id = k.user_id join users u on u.id = coalesce(k.created_by, k.user_id)
    left join workspace_members m on m.workspace_id = k.user_id and m.user_id = u.id
  where (k.key_hash = $1::bytea or k.id = $2::uuid) and k.revoked_at is null and u.deletion_due_at is null and owner.deletion_due_at is null
    and (u.id = owner.id or m.role is not null)`;

@Injectable()
export class ApiKeysRepository {
  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  /** Stores the hash and returns the key, which cannot be read again. */
  async insert(values: NewApiKey, manager: EntityManager = this.keys.manager): Promise<{ row: ApiKey; key: string }> {
    const key = generateApiKey();
    const row = manager.create(ApiKey, {
      ...values,
      id: newId(),
      scopes: [...values.scopes],
      keyHash: hashApiKey(key),
      prefix: visiblePrefix(key),
    });
    await manager.insert(ApiKey, row);
    return { row: await manager.findOneByOrFail(ApiKey, { id: row.id }), key };
  }

  list(owner: Owner, page: { limit: number; cursor?: string }): Promise<Page<ApiKey>> {
    return readPage(this.keys.createQueryBuilder('k').where(ownedBy<ApiKey>(owner)), page);
  }

  /** For changes: others wait until the transaction ends. */
  lock(owner: Owner, id: string, manager: EntityManager): Promise<ApiKey | null> {
    return manager.findOne(ApiKey, { where: ownedBy<ApiKey>(owner, { id }), lock: { mode: 'pessimistic_write' } });
  }

  /** Other changes of the account's keys wait for this transaction. */
  async lockAccount(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('select 1 from users where id = $1 for update', [userId]);
  }

  /** Number of live keys, including those in the grace period of a rotation. Call it after `lockAccount`. */
  async countLive(userId: string, manager: EntityManager): Promise<number> {
    const rows = await manager.query<{ live: number }[]>(
      `select count(*)::int as live from api_keys where user_id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [userId],
    );
    return rows[0]?.live ?? 0;
  }

  /** False when no live key with this id exists. */
  async revoke(owner: Owner, id: string, manager: EntityManager = this.keys.manager): Promise<boolean> {
    const { affected } = await manager.update(ApiKey, ownedBy<ApiKey>(owner, { id, revokedAt: IsNull() }), {
      revokedAt: () => 'now()',
    });
    return affected === 1;
  }

  /** Revokes every key of the account, and every key that the user created elsewhere. @returns the number of keys */
  async revokeAll(userId: string, manager: EntityManager): Promise<number> {
    return affectedRows(
      manager,
      'update api_keys set revoked_at = now() where (user_id = $1 or created_by = $1) and revoked_at is null',
      [userId],
    );
  }

  /** Name and address of the people whose keys these are. */
  async membersOf(
    keys: readonly Pick<ApiKey, 'userId' | 'createdBy'>[],
    manager: EntityManager = this.keys.manager,
  ): Promise<Map<string, KeyMember>> {
    const ids = [...new Set(keys.map(({ userId, createdBy }) => createdBy ?? userId))];
    const rows = await manager.query<KeyMember[]>('select id, name, email from users where id = any($1)', [ids]);
    return new Map(rows.map((member) => [member.id, member]));
  }

  /** Keeps the key alive for this many more seconds, but not beyond its own expiry. */
  async endLater(id: string, graceSeconds: number, manager: EntityManager): Promise<void> {
    await manager.query(
      `update api_keys set expires_at = least(expires_at, now() + make_interval(secs => $2)) where id = $1`,
      [id, graceSeconds],
    );
  }

  async hasSuccessor(id: string, manager: EntityManager): Promise<boolean> {
    return manager.existsBy(ApiKey, { rotatedFrom: id });
  }

  /**
   * Claims keys that expire within a week and whose owner has not been warned. Keys with a shorter planned life, and
   * keys that a rotation replaced, expire as planned.
   */
  async takeExpiring(limit: number, manager: EntityManager): Promise<{ keyId: string; email: string }[]> {
    const [rows] = await manager.query<[{ keyId: string; email: string }[], number]>(
      `update api_keys k set expiry_warned_at = now() from users u
       where u.id = coalesce(k.created_by, k.user_id) and u.status = 'active' and k.id = any(array(
         select id from api_keys c where revoked_at is null and expiry_warned_at is null and expires_at > now() and expires_at <= now() + interval '7 days'
           and expires_at > created_at + interval '8 days' and not exists (select from api_keys successor where successor.rotated_from = c.id)
         order by expires_at limit $1 for update skip locked))
       returning k.id as "keyId", u.email`,
      [limit],
    );
    return rows;
  }

  find(id: string): Promise<ApiKey | null> {
    return this.keys.findOneBy({ id });
  }

  async findHolder(by: { keyHash?: Buffer; id?: string }): Promise<ApiKeyHolder | undefined> {
    const rows = await this.keys.query<ApiKeyHolder[]>(HOLDER_QUERY, [by.keyHash ?? null, by.id ?? null]);
    return rows[0];
  }

  /** Writes at most once a minute, however many processes call it. */
  async markUsed(id: string): Promise<void> {
    await this.keys.query(
      `update api_keys set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [id],
    );
  }
}
