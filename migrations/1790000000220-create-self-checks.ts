import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSelfChecks1790000000220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table self_checks (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
        work_ms integer not null check (work_ms between 0 and 60000),
        attempts integer not null default 0 check (attempts >= 0),
        completions integer not null default 0 check (completions in (0, 1)),
        worker text check (length(worker) <= 200),
        error text check (length(error) <= 2000),
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        deadline_at timestamptz not null,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz,
        check ((status = 'completed') = (completions = 1)),
        check ((status in ('completed', 'failed')) = (finished_at is not null)),
        check (status <> 'running' or started_at is not null)
      )`);
    await runner.query('create index self_checks_of_user on self_checks (user_id, created_at desc, id desc)');
    await runner.query(
      `create index self_checks_unfinished on self_checks (deadline_at) where status in ('queued', 'running')`,
    );
    // The effect of a self-check on the outside world: its primary key makes a second effect impossible.
    await runner.query(`
      create table self_check_effects (
        self_check_id uuid primary key references self_checks on delete cascade,
        lease_epoch integer not null,
        worker text not null,
        created_at timestamptz not null default now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table self_check_effects, self_checks');
  }
}
