import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddAccountDeletion1790000000250 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users add column deletion_due_at timestamptz');
    await runner.query('alter table users drop constraint users_status_check');
    await runner.query(
      `alter table users add constraint users_status_check check (status in ('active', 'suspended', 'deleted'))`,
    );
    // What is left of a deleted account is a number that the ledger and other people's logs refer to.
    await runner.query(`
      alter table users add constraint users_deleted_are_nobody
      check (status <> 'deleted' or (email = 'deleted+' || id || '@invalid' and name = 'Deleted user' and password_hash is null and role = 'user'))`);
    await runner.query(`create index users_deletion_due on users (deletion_due_at) where deletion_due_at is not null`);
    await runner.query('drop trigger users_tell_credentials_changed on users');
    await runner.query(`
      create trigger users_tell_credentials_changed after update of role, status, must_reset_password, deletion_due_at or delete on users
      for each row execute function tell_credentials_changed('id')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger users_tell_credentials_changed on users');
    await runner.query(`
      create trigger users_tell_credentials_changed after update of role, status, must_reset_password or delete on users
      for each row execute function tell_credentials_changed('id')`);
    await runner.query(`update users set status = 'suspended' where status = 'deleted'`);
    await runner.query('alter table users drop constraint users_deleted_are_nobody');
    await runner.query('alter table users drop constraint users_status_check');
    await runner.query(`alter table users add constraint users_status_check check (status in ('active', 'suspended'))`);
    await runner.query('alter table users drop column deletion_due_at');
  }
}
