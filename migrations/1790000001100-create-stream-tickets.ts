import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStreamTickets1790000001100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stream_tickets (
        token_hash bytea primary key check (octet_length(token_hash) = 32),
        user_id uuid not null references users on delete cascade,
        principal jsonb not null,
        path text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null check (expires_at > created_at)
      )`);
    await runner.query('create index stream_tickets_of_user on stream_tickets (user_id, expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table stream_tickets');
  }
}
