import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

export class CreateUsers1790000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A deleted account keeps its row without the person: the token ledger and other people's audit entries refer to its id.
    await runner.query(`
      create table users (
        id uuid primary key,
        email text not null unique
          check (email = lower(btrim(email)) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
        name text not null check (length(btrim(name)) between 1 and 200),
        password_hash text check (password_hash like '$argon2id$%'),
        role text not null default 'user' check (role in ('admin', 'user')),
        status text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
        must_reset_password boolean not null default false,
        email_verified_at timestamptz,
        deletion_due_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint users_deleted_are_nobody check (status <> 'deleted' or (email = 'deleted+' || id || '@invalid'
          and name = 'Deleted user' and password_hash is null and role = 'user'))
      )`);
    await runner.query(`create index users_admins on users (created_at, id) where role = 'admin'`);
    await runner.query('create index users_deletion_due on users (deletion_due_at) where deletion_due_at is not null');
    // Every change of what a credential may do reaches every process in the transaction that makes it.
    await applyFunctions(runner, 'auth', ['notify_credentials_changed']);
    await runner.query(`
      create trigger users_notify_credentials_changed
      after update of role, status, must_reset_password, deletion_due_at or delete on users
      for each row execute function notify_credentials_changed('id')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table users');
    await runner.query('drop function notify_credentials_changed');
  }
}
