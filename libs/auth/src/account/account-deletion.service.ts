import { deleteInBatches } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, AuditLogService, OPERATORS } from '../audit/audit-log.service';
import { lastAdmin } from '../auth.errors';
import { SessionsService } from '../sessions/sessions.service';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';

/** Signing in with `keep_account` within this many days cancels the deletion. */
export const GRACE_DAYS = 7;

/**
 * Rows that are deleted with an account; the row in `users` stays as a number without a person, because the token
 * ledger refers to it.
 */
const PERSONAL_TABLES = [
  'sessions',
  'api_keys',
  'totp_secrets',
  'account_tokens',
  'workspace_members',
  'account_exports',
  'stream_tickets',
];

/** The end of an account: requested, cancelled by signing in, or carried out. */
@Injectable()
export class AccountDeletionService {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLogService,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Every session ends and every key stops immediately; the data is erased after the grace period.
   * @throws last_admin
   */
  async request(user: User, actor: Actor, manager: EntityManager): Promise<Date> {
    const admins = await this.users.lockAdmins(manager);
    if (admins.length === 1 && admins[0]?.id === user.id) throw lastAdmin();
    const dueAt = await this.users.scheduleDeletion(user.id, GRACE_DAYS, manager);
    await this.sessions.revoke(user.id, 'signed_out', {}, manager);
    await this.audit.append(
      actor,
      { chain: user.id, action: 'account.deletion_requested', target: { type: 'user', id: user.id } },
      manager,
    );
    return dueAt;
  }

  /** Whether the owner wants the account deleted, also when that has been done. */
  async isComing(id: string): Promise<boolean> {
    const [user] = await this.dataSource.query<{ isComing: boolean }[]>(
      `select deletion_due_at is not null or status = 'deleted' as "isComing" from users where id = $1`,
      [id],
    );
    return user?.isComing ?? true;
  }

  /** Accounts whose grace period is over, in the order of their ids. */
  async due({ after, limit }: { after?: string; limit: number }, manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      'select id from users where deletion_due_at <= now() and ($1::uuid is null or id > $1) order by id limit $2',
      [after ?? null, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Locks an account that is due for erasure and returns its address; undefined when the account is not due. */
  async lockDue(id: string, manager: EntityManager): Promise<{ email: string; isConfirmed: boolean } | undefined> {
    const [user] = await manager.query<{ email: string; isConfirmed: boolean }[]>(
      'select email, email_verified_at is not null as "isConfirmed" from users where id = $1 and deletion_due_at <= now() for update',
      [id],
    );
    return user;
  }

  /** Erases what this lib stores about the person; other libs' rows go first. */
  async erase(id: string, manager: EntityManager): Promise<void> {
    for (const table of PERSONAL_TABLES) await manager.query(`delete from ${table} where user_id = $1`, [id]);
    await manager.query('delete from api_keys where created_by = $1', [id]);
    await manager.query('delete from invite_mails where inviter_id = $1', [id]);
    await manager.query('delete from workspace_members where workspace_id = $1', [id]);
    await manager.query(
      'delete from workspace_invites where workspace_id = $1 or email = (select email from users where id = $1)',
      [id],
    );
    await manager.query(`update workspaces set name = 'Deleted user' where id = $1`, [id]);
    await manager.query(`select set_config('reelway.erased_account', $1, true)`, [id]);
    await deleteInBatches(manager, { table: 'audit_log', where: 'chain = $1' }, [id]);
    await manager.query('delete from audit_chains where chain = $1', [id]);
    await manager.query(
      `update users set email = 'deleted+' || id || '@invalid', name = 'Deleted user', password_hash = null, role = 'user', status = 'deleted',
              must_reset_password = false, password_unproved = false, email_verified_at = null, deletion_due_at = null, devices_valid_from = null where id = $1`,
      [id],
    );
    await this.audit.append(
      { kind: 'system', id: null, ip: null },
      { chain: OPERATORS, action: 'account.erased', target: { type: 'user', id } },
      manager,
    );
  }
}
