import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInviteMails1790000001220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One row for each invitation of the last day: what the limits per inviter and per address count.
    await runner.query(`
      create table invite_mails (
        id uuid primary key,
        inviter_id uuid not null references users on delete cascade,
        address_hash bytea not null check (octet_length(address_hash) = 32),
        created_at timestamptz not null default now()
      )`);
    await runner.query('create index invite_mails_of_inviter on invite_mails (inviter_id, created_at)');
    await runner.query('create index invite_mails_to_address on invite_mails (address_hash, created_at)');
    await runner.query('create index invite_mails_old on invite_mails (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table invite_mails');
  }
}
