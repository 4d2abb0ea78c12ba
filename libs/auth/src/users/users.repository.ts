import { newId } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { UserRole } from '../access/principal';
import { User } from './user.entity';

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string | null;
  role: UserRole;
  emailVerifiedAt: Date | null;
}

/** One spelling for each address: comparison ignores case and surrounding space. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

@Injectable()
export class UsersRepository {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  findById(id: string, manager?: EntityManager): Promise<User | null> {
    return this.in(manager).findOneBy({ id });
  }

  findByEmail(email: string, manager?: EntityManager): Promise<User | null> {
    return this.in(manager).findOneBy({ email: normaliseEmail(email) });
  }

  findFirstAdmin(manager?: EntityManager): Promise<User | null> {
    return this.in(manager).findOne({ where: { role: 'admin' }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Null when the address is taken. */
  async insert(user: NewUser, manager?: EntityManager): Promise<User | null> {
    const row = { ...user, id: newId(), email: normaliseEmail(user.email), status: 'active' as const, mustResetPassword: false };
    const inserted = await this.in(manager).createQueryBuilder().insert().values(row).orIgnore().returning('id').execute();
    return (inserted.raw as unknown[]).length === 0 ? null : this.in(manager).findOneByOrFail({ id: row.id });
  }

  /** Like insert, but only while there is no administrator; a user with that address becomes it. Null when somebody was faster. */
  insertFirstAdmin(user: NewUser): Promise<User | null> {
    return this.users.manager.transaction(async (manager) => {
      await manager.query('lock table users in share row exclusive mode');
      if (await this.findFirstAdmin(manager)) return null;
      const existing = await this.findByEmail(user.email, manager);
      if (!existing) return this.insert(user, manager);
      await manager.update(User, existing.id, { role: 'admin', status: 'active', mustResetPassword: false, passwordHash: user.passwordHash });
      return this.findById(existing.id, manager);
    });
  }

  async setPasswordHash(id: string, passwordHash: string, manager?: EntityManager): Promise<void> {
    await this.in(manager).update(id, { passwordHash, mustResetPassword: false });
  }

  /** False when the user's address is another one by now. */
  async markEmailVerified(id: string, email: string, manager?: EntityManager): Promise<boolean> {
    const { affected } = await this.in(manager).update({ id, email }, { emailVerifiedAt: () => 'coalesce(email_verified_at, now())' });
    return affected === 1;
  }

  private in(manager?: EntityManager): Repository<User> {
    return manager?.getRepository(User) ?? this.users;
  }
}
