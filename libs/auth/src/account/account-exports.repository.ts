import { randomBytes } from 'node:crypto';
import { newId, randomSecret, sha256 } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AccountExport, EXPORT_COLUMNS } from './account-export';

/** How long an archive is kept, and how long one download link is valid. */
const KEPT_DAYS = 7;
const LINK_MINUTES = 15;
/** When reconciliation restarts an archive that is not ready, and how many times at most. */
const DEADLINE = `clock_timestamp() + interval '10 minutes'`;
const MOST_ATTEMPTS = 12;
const BATCH = 100;

/** Archives of personal data: requested, created, downloaded by their owner, deleted after a week. */
@Injectable()
export class AccountExportsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Returns the archive that exists or is in progress, otherwise a new one. */
  async request(userId: string, manager: EntityManager): Promise<AccountExport & { isNew: boolean }> {
    await manager.query('select 1 from users where id = $1 for update', [userId]);
    const [known] = await manager.query<AccountExport[]>(
      `select ${EXPORT_COLUMNS} from account_exports where user_id = $1 and state <> 'failed' and expires_at > now() order by created_at desc limit 1`,
      [userId],
    );
    if (known) return { ...known, isNew: false };
    const [made] = await manager.query<AccountExport[]>(
      `insert into account_exports (id, user_id, deadline_at, expires_at) values ($1, $2, ${DEADLINE}, now() + interval '${KEPT_DAYS} days') returning ${EXPORT_COLUMNS}`,
      [newId(), userId],
    );
    return { ...(made as AccountExport), isNew: true };
  }

  async find(id: string): Promise<AccountExport | undefined> {
    const [row] = await this.dataSource.query<AccountExport[]>(
      `select ${EXPORT_COLUMNS} from account_exports where id = $1`,
      [id],
    );
    return row;
  }

  listOf(userId: string): Promise<AccountExport[]> {
    return this.dataSource.query<AccountExport[]>(`select ${EXPORT_COLUMNS} from account_exports where user_id = $1`, [
      userId,
    ]);
  }

  /**
   * Stores the object key before the first byte is written, so that the object can always be deleted; a retry writes to
   * the same key. Undefined when there is nothing left to do.
   */
  async begin(id: string, storage: string): Promise<{ userId: string; objectKey: string } | undefined> {
    const [rows] = await this.dataSource.query<[{ userId: string; objectKey: string }[], number]>(
      `update account_exports set storage = coalesce(storage, $2), object_key = coalesce(object_key, 'exports/' || user_id || '/' || $3 || '.json'), attempts = attempts + 1
       where id = $1 and state = 'queued' returning user_id as "userId", object_key as "objectKey"`,
      [id, storage, randomBytes(16).toString('hex')],
    );
    return rows[0];
  }

  /** @returns the owner's email address; undefined when the archive was already ready, or is gone */
  async finish(id: string, sizeBytes: number, manager: EntityManager): Promise<string | undefined> {
    const [rows] = await manager.query<[{ email: string }[], number]>(
      `update account_exports set state = 'ready', size_bytes = $2, ready_at = now(), expires_at = now() + interval '${KEPT_DAYS} days' where id = $1 and state = 'queued'
       returning (select email from users where id = user_id) as email`,
      [id, sizeBytes],
    );
    return rows[0]?.email;
  }

  /** The token of a link that works for its owner for fifteen minutes; it replaces the previous one. */
  async issueLink(id: string): Promise<{ token: string; expiresAt: Date }> {
    const token = randomSecret('rw_export_');
    const [rows] = await this.dataSource.query<[{ expiresAt: Date }[], number]>(
      `update account_exports set link_hash = $2, link_expires_at = least(expires_at, now() + interval '${LINK_MINUTES} minutes') where id = $1
       returning link_expires_at as "expiresAt"`,
      [id, sha256(token)],
    );
    return { token, expiresAt: (rows[0] as { expiresAt: Date }).expiresAt };
  }

  /** Ends the download links of a user. The archives stay, and their owner can request a new link. */
  async endLinks(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('update account_exports set link_hash = null, link_expires_at = null where user_id = $1', [
      userId,
    ]);
  }

  async findByLink(token: string): Promise<AccountExport | undefined> {
    const [row] = await this.dataSource.query<AccountExport[]>(
      `select ${EXPORT_COLUMNS} from account_exports where link_hash = $1 and link_expires_at > now() and state = 'ready'`,
      [sha256(token)],
    );
    return row;
  }

  /** Archives that should be ready by now, to be created again; after too many attempts they fail. */
  async takeOverdue(manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string; state: string }[], number]>(
      `update account_exports set deadline_at = ${DEADLINE}, state = case when attempts >= ${MOST_ATTEMPTS} then 'failed' else state end
       where id = any(array(select id from account_exports where state = 'queued' and deadline_at <= clock_timestamp() limit ${BATCH} for update skip locked))
       returning id, state`,
    );
    return rows.filter(({ state }) => state === 'queued').map(({ id }) => id);
  }

  /** Expired archives in the order of their ids; delete the object first, then `forget` them. */
  async ended({ after, limit }: { after?: string; limit: number }): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'select id from account_exports where expires_at <= now() and ($1::uuid is null or id > $1) order by id limit $2',
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  async forget(id: string): Promise<void> {
    await this.dataSource.query('delete from account_exports where id = $1', [id]);
  }
}
