import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many mails of a kind a person got within an hour, and those that follow as one at its end. */
export class CreateMailBudgets1790000003940 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mail_budgets (
        user_id uuid not null references users on delete cascade,
        template text not null check (template ~ '^[a-z_]{1,40}$'),
        sent integer not null check (sent > 0),
        began_at timestamptz not null default clock_timestamp(),
        held jsonb not null default '[]' check (jsonb_typeof(held) = 'array'),
        held_total integer not null default 0 check (held_total >= jsonb_array_length(held)),
        due_at timestamptz,
        primary key (user_id, template),
        check ((due_at is null) = (held_total = 0))
      )`);
    await runner.query('create index mail_budgets_due on mail_budgets (due_at) where due_at is not null');
    await runner.query('create index mail_budgets_old on mail_budgets (began_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail_budgets');
  }
}
