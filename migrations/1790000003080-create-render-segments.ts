import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The plans of long renders and their segments: see RenderPlansRepository and SegmentLeasesRepository. */
export class CreateRenderSegments1790000003080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table render_plans (
        render_id uuid primary key references renders,
        plan json,
        is_whole boolean not null default false,
        planned_at timestamptz not null default clock_timestamp(),
        erasing_at timestamptz,
        check (plan is null or not is_whole)
      )`);
    // dropped: of an earlier plan; the row remains until its object is deleted.
    await runner.query(`
      create table render_segments (
        id uuid primary key,
        render_id uuid not null references renders,
        position smallint check (position between 0 and 64),
        kind text not null check (kind in ('video', 'sound')),
        from_frame integer not null check (from_frame >= 0),
        to_frame integer not null check (to_frame > from_frame),
        object_key text not null,
        state text not null check (state in ('waiting', 'done', 'dropped')),
        frames_done integer not null default 0 check (frames_done between 0 and to_frame - from_frame),
        error json,
        attempts smallint not null default 0 check (attempts >= 0),
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        deadline_at timestamptz not null,
        due_at timestamptz not null default clock_timestamp(),
        worked_at timestamptz not null default clock_timestamp(),
        unique (render_id, position),
        check ((state = 'dropped') = (position is null)),
        check (state = 'waiting' or lease_until is null)
      ) with (fillfactor = 80)`);
    await runner.query('create index render_segments_objects on render_segments (object_key)');
    await runner.query(`create index render_segments_waiting on render_segments (deadline_at) where state = 'waiting'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table render_segments, render_plans');
  }
}
