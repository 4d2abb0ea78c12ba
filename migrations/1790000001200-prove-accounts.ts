import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = ['signed_out', 'revoked_by_user', 'revoked_by_admin', 'password_changed', 'refresh_reuse'];
const PURPOSES = ['email_verification', 'password_reset'];

const setReasons = (runner: QueryRunner, reasons: readonly string[]) =>
  replaceCheck(runner, 'sessions', 'revoked_reason', reasons);
const setPurposes = (runner: QueryRunner, purposes: readonly string[]) =>
  replaceCheck(runner, 'account_tokens', 'purpose', purposes);

async function replaceCheck(
  runner: QueryRunner,
  table: string,
  column: string,
  values: readonly string[],
): Promise<void> {
  await runner.query(`alter table ${table} drop constraint ${table}_${column}_check`);
  const list = values.map((value) => `'${value}'`).join(', ');
  await runner.query(`alter table ${table} add constraint ${table}_${column}_check check (${column} in (${list}))`);
}

async function notifyOf(runner: QueryRunner, columns: string): Promise<void> {
  await runner.query('drop trigger sessions_notify_credentials_changed on sessions');
  await runner.query(`
    create trigger sessions_notify_credentials_changed after update of ${columns} or delete on sessions
    for each row execute function notify_credentials_changed('user_id')`);
}

export class ProveAccounts1790000001200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // True while the address was confirmed, but perhaps not by the person who chose the password.
    await runner.query('alter table users add password_unproved boolean not null default false');
    // When the person last entered the password and, with two-factor authentication, a code.
    await runner.query('alter table sessions add authenticated_at timestamptz');
    await runner.query('update sessions set authenticated_at = created_at');
    await runner.query(
      'alter table sessions alter authenticated_at set not null, alter authenticated_at set default now()',
    );
    await notifyOf(runner, 'revoked_at, expires_at, workspace_id, authenticated_at');
    await setReasons(runner, [...REASONS, 'address_proved']);
    await setPurposes(runner, [...PURPOSES, 'email_change', 'email_change_undo']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from account_tokens where purpose in ('email_change', 'email_change_undo')`);
    await setPurposes(runner, PURPOSES);
    await runner.query(
      `update sessions set revoked_reason = 'revoked_by_user' where revoked_reason = 'address_proved'`,
    );
    await setReasons(runner, REASONS);
    await notifyOf(runner, 'revoked_at, expires_at, workspace_id');
    await runner.query('alter table sessions drop authenticated_at');
    await runner.query('alter table users drop password_unproved');
  }
}
