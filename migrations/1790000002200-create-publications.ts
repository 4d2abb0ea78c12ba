import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Posts of uploads on connected accounts, the journal of their publishing calls, and their history. */
export class CreatePublications1790000002200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table publications (
        id uuid primary key,
        user_id uuid not null references users on delete cascade,
        upload_id uuid not null references uploads on delete cascade,
        account_id uuid references platform_accounts on delete set null,
        account_name text not null check (length(account_name) <= 200),
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        status text not null default 'pending' check (status in
          ('pending', 'scheduled', 'waiting', 'publishing', 'unknown', 'published', 'verified', 'failed', 'cancelled')),
        waiting_for text check (waiting_for ~ '^[a-z_]{1,40}$'),
        overrides json not null default '{}',
        file json,
        texts json,
        publish_at timestamptz,
        local_time text check (local_time ~ '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$'),
        time_zone text check (length(time_zone) between 1 and 100),
        late_reason text check (late_reason ~ '^[a-z_]{1,40}$'),
        progress real not null default 0 check (progress between 0 and 1),
        session text,
        post_id text check (length(post_id) between 1 and 200),
        permalink text check (length(permalink) between 1 and 2048),
        visibility text check (length(visibility) between 1 and 60),
        fault json,
        attempts integer not null default 0 check (attempts >= 0),
        looks integer not null default 0 check (looks >= 0),
        revision integer not null default 1 check (revision > 0),
        cancel_requested_at timestamptz,
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        due_at timestamptz,
        deadline_at timestamptz,
        released_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        published_at timestamptz,
        verified_at timestamptz,
        check ((local_time is null) = (time_zone is null)),
        check (local_time is null or publish_at is not null),
        check ((waiting_for is not null) = (status = 'waiting')),
        check ((file is null) = (texts is null)),
        check (status in ('pending', 'failed', 'cancelled') or file is not null),
        check (status <> 'failed' or fault is not null),
        check (status not in ('published', 'verified') or (post_id is not null and published_at is not null)),
        check ((verified_at is not null) = (status = 'verified')),
        check (lease_until is null or status in ('publishing', 'unknown', 'published')),
        check (status not in ('pending', 'verified', 'failed', 'cancelled') or (due_at is null and deadline_at is null))
      )`);
    await runner.query(
      `create unique index publications_one_open on publications (upload_id, account_id) where status <> 'cancelled'`,
    );
    await runner.query('create index publications_of_upload on publications (upload_id, id)');
    await runner.query('create index publications_of_user on publications (user_id, created_at)');
    await runner.query('create index publications_overdue on publications (deadline_at) where deadline_at is not null');
    await runner.query(`create index publications_parked on publications (account_id) where status = 'waiting'`);
    await runner.query(`
      create table publication_submissions (
        publication_id uuid not null references publications on delete cascade,
        number smallint not null check (number > 0),
        state text not null check (state in ('sent', 'accepted', 'refused', 'unknown', 'abandoned')),
        reference text,
        lease_epoch integer not null,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        primary key (publication_id, number),
        check ((state = 'accepted') = (reference is not null))
      )`);
    await runner.query(
      `create unique index publication_submissions_one_open on publication_submissions (publication_id) where state in ('sent', 'unknown', 'accepted')`,
    );
    await runner.query(`
      create table publication_events (
        id bigint generated always as identity primary key,
        publication_id uuid not null references publications on delete cascade,
        step text not null check (step ~ '^[a-z_]{1,40}$'),
        outcome text not null check (outcome ~ '^[a-z_]{1,40}$'),
        from_status text,
        failure_class text check (length(failure_class) between 1 and 60),
        platform_code text check (length(platform_code) between 1 and 100),
        platform_status smallint,
        platform_trace_id text check (length(platform_trace_id) between 1 and 100),
        detail text check (length(detail) <= 500),
        request_id text check (length(request_id) <= 200),
        epoch integer not null,
        created_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query('create index publication_events_of_publication on publication_events (publication_id, id)');
    await applyFunctions(runner, 'platforms', ['record_publication_transition']);
    await runner.query(
      'create trigger publications_created after insert on publications for each row execute function record_publication_transition()',
    );
    await runner.query(`
      create trigger publications_moved after update on publications for each row
      when (old.status is distinct from new.status) execute function record_publication_transition()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table publication_events, publication_submissions, publications');
    await runner.query('drop function record_publication_transition');
  }
}
