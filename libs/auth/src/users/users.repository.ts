import { changesOne, containsText, newId, type Page, readPage } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, IsNull, Repository } from 'typeorm';
import type { UserRole } from '../access/principal';
import { User } from './user.entity';

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string | null;
  role: UserRole;
  emailVerifiedAt: Date | null;
}

export interface FirstAdmin {
  user: User;
  /** Whether the account existed. */
  isPromoted: boolean;
  /** Accounts that lost the address. */
  displaced: string[];
}

/** A user's figures, for operators. */
export interface UserFootprint {
  liveSessions: number;
  liveApiKeys: number;
  lastSeenAt: Date | null;
  totpEnabled: boolean;
}

/** Domain of accounts without a mailbox: they never confirmed their address, and it now belongs to another account. */
const NO_MAILBOX = '@displaced.invalid';
export const hasMailbox = (email: string): boolean => !email.endsWith(NO_MAILBOX);

/** The normalised form of an address: case and surrounding space are ignored. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

@Injectable()
export class UsersRepository {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  findById(id: string, manager?: EntityManager): Promise<User | null> {
    return this.in(manager).findOneBy({ id });
  }

  findByIds(ids: readonly string[]): Promise<User[]> {
    return this.in().findBy({ id: In(ids) });
  }

  findByEmail(email: string, manager?: EntityManager): Promise<User | null> {
    return this.in(manager).findOneBy({ email: normaliseEmail(email) });
  }

  findFirstAdmin(manager?: EntityManager): Promise<User | null> {
    return this.in(manager).findOne({ where: { role: 'admin' }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Null when the address is taken, or reserved for an account that can still undo its change. */
  async insert(user: NewUser, manager: EntityManager): Promise<User | null> {
    const email = normaliseEmail(user.email);
    await this.lockAddresses([email], manager);
    return (await this.isReserved(email, undefined, manager)) ? null : this.insertRow(user, manager);
  }

  private async insertRow(user: NewUser, manager: EntityManager): Promise<User | null> {
    const row = {
      ...user,
      id: newId(),
      email: normaliseEmail(user.email),
      status: 'active' as const,
      mustResetPassword: false,
      passwordUnproved: false,
    };
    const inserted = await this.in(manager)
      .createQueryBuilder()
      .insert()
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    return (inserted.raw as unknown[]).length === 0 ? null : this.in(manager).findOneByOrFail({ id: row.id });
  }

  /**
   * Like insert, but only while no administrator exists. Anybody can register an address, so only an account whose owner
   * confirmed it becomes administrator; any other account loses the address. Null when another request was faster.
   */
  async insertFirstAdmin(user: NewUser, manager: EntityManager): Promise<FirstAdmin | null> {
    await manager.query('lock table users in share row exclusive mode');
    if (await this.findFirstAdmin(manager)) return null;
    const email = normaliseEmail(user.email);
    const displaced = await this.displace(
      `(email_verified_at is null or password_unproved or status <> 'active' or deletion_due_at is not null)`,
      [email],
      manager,
    );
    const existing = await this.findByEmail(email, manager);
    if (existing)
      await manager.update(User, existing.id, {
        role: 'admin',
        mustResetPassword: false,
        passwordHash: user.passwordHash,
      });
    const admin = existing ? await this.findById(existing.id, manager) : await this.insertRow(user, manager);
    return admin && { user: admin, isPromoted: existing !== null, displaced };
  }

  async setPasswordHash(id: string, passwordHash: string, manager?: EntityManager): Promise<void> {
    await this.in(manager).update(id, { passwordHash, mustResetPassword: false });
  }

  /** False when the password was changed since `user` was read. */
  async replacePasswordHash(
    { id, passwordHash: former }: Pick<User, 'id' | 'passwordHash'>,
    passwordHash: string,
    manager?: EntityManager,
  ): Promise<boolean> {
    if (former === null) return false;
    const { affected } = await this.in(manager).update({ id, passwordHash: former }, { passwordHash });
    return affected === 1;
  }

  /** False when the user's address has changed meanwhile. */
  async markEmailVerified(id: string, email: string, manager?: EntityManager): Promise<boolean> {
    const { affected } = await this.in(manager).update(
      { id, email },
      { emailVerifiedAt: () => 'coalesce(email_verified_at, now())' },
    );
    return affected === 1;
  }

  /**
   * Gives the account an address that its owner has just proved. An account that has the address without having
   * confirmed it gets one without a mailbox; its sessions and data stay.
   * @returns the ids of such accounts; undefined when the account has changed since `user` was read, and when the
   * address belongs to another account or is reserved for one
   */
  async setEmail(
    user: Pick<User, 'id' | 'email'>,
    email: string,
    manager: EntityManager,
  ): Promise<string[] | undefined> {
    await this.lockAddresses([user.email, email], manager);
    if (!(await this.mayTake(user.id, email, manager))) return undefined;
    const displaced = await this.displace('id <> $2 and email_verified_at is null', [email, user.id], manager);
    const isChanged = await changesOne(
      manager,
      `update users u set email = $3, email_verified_at = now() where id = $1 and email = $2 and status = 'active'
       and not exists (select from users other where other.email = $3 and other.id <> u.id)`,
      [user.id, user.email, email],
    );
    return isChanged ? displaced : undefined;
  }

  /** Gives the account with the address `given[0]` one without a mailbox. @returns its id */
  private async displace(condition: string, given: readonly string[], manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update users set email = 'unproved+' || gen_random_uuid() || '${NO_MAILBOX}'
       where email = $1 and role <> 'admin' and ${condition} returning id`,
      [...given],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Whether an account may change to the address once its owner has proved it: no other account has confirmed it or
   * administers with it, and no other account can still undo its change from it.
   */
  async mayTake(id: string, email: string, manager: EntityManager = this.users.manager): Promise<boolean> {
    const held = await manager.query<unknown[]>(
      `select 1 from users where email = $2 and id <> $1 and (email_verified_at is not null or role = 'admin')`,
      [id, email],
    );
    return held.length === 0 && !(await this.isReserved(email, id, manager));
  }

  /** Until the transaction ends, no other request can give these addresses to an account. */
  private async lockAddresses(emails: readonly string[], manager: EntityManager): Promise<void> {
    for (const email of [...new Set(emails)].sort())
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 8))', [email]);
  }

  /** Whether an account other than `id` gave the address up and can still undo that. */
  private async isReserved(email: string, id: string | undefined, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `select 1 from account_tokens where purpose = 'email_change_undo' and email = $1 and expires_at > now() and user_id is distinct from $2`,
      [email, id ?? null],
    );
    return rows.length > 0;
  }

  async update(
    id: string,
    values: Partial<Pick<User, 'role' | 'status' | 'mustResetPassword' | 'name' | 'passwordUnproved'>>,
    manager?: EntityManager,
  ): Promise<void> {
    await this.in(manager).update(id, values);
  }

  async scheduleDeletion(id: string, days: number, manager: EntityManager): Promise<Date> {
    const [rows] = await manager.query<[{ dueAt: Date }[], number]>(
      'update users set deletion_due_at = now() + make_interval(days => $2) where id = $1 returning deletion_due_at as "dueAt"',
      [id, days],
    );
    return rows[0]?.dueAt as Date;
  }

  /**
   * False when the grace period is over: the erasure may be in progress.
   * @param within further writes that belong to the change, in the same transaction
   */
  callOffDeletion(id: string, within: (manager: EntityManager) => Promise<void>): Promise<boolean> {
    return this.users.manager.transaction(async (manager) => {
      const isKept = await changesOne(
        manager,
        'update users set deletion_due_at = null where id = $1 and deletion_due_at > now()',
        [id],
      );
      if (isKept) await within(manager);
      return isKept;
    });
  }

  /** All administrators who can sign in and whose accounts stay, locked until the transaction ends. */
  lockAdmins(manager: EntityManager): Promise<User[]> {
    return manager.find(User, {
      where: { role: 'admin', status: 'active', deletionDueAt: IsNull() },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  search(text: string | undefined, page: { limit: number; cursor?: string }): Promise<Page<User>> {
    const query = this.users.createQueryBuilder('u').where(`u.status <> 'deleted'`);
    if (text) query.andWhere(containsText(['u.email', 'u.name'], ':text'), { text });
    return readPage(query, page);
  }

  async footprint(id: string): Promise<UserFootprint> {
    const rows = await this.users.query<UserFootprint[]>(
      `select (select count(*)::int from sessions where user_id = $1 and revoked_at is null and expires_at > now()) as "liveSessions",
              (select count(*)::int from api_keys k join users u on u.id = k.user_id and u.status = 'active' left join users maker on maker.id = k.created_by
                where k.user_id = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) and coalesce(maker.status, 'active') = 'active') as "liveApiKeys",
              greatest((select max(last_used_at) from sessions where user_id = $1), (select max(last_used_at) from api_keys where user_id = $1)) as "lastSeenAt",
              exists (select from totp_secrets where user_id = $1 and enabled_at is not null) as "totpEnabled"`,
      [id],
    );
    return rows[0] as UserFootprint;
  }

  private in(manager?: EntityManager): Repository<User> {
    return manager?.getRepository(User) ?? this.users;
  }
}
