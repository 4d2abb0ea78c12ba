import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Posts that need an approval before they are published, the requests for it, and links for reviewers without an account. */
export class AddApprovals1790000002450 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table upload_settings add column approval_required boolean');
    await runner.query(`
      alter table publications
        add column approval text not null default 'not_required' check (approval in ('not_required', 'required', 'given')),
        add constraint publications_approved check (approval <> 'required' or status not in ('scheduled', 'waiting'))`);
    await runner.query(`
      create table upload_review_links (
        id uuid primary key,
        upload_id uuid not null references uploads on delete cascade,
        token_hash bytea not null unique check (length(token_hash) = 32),
        label text not null check (length(label) between 1 and 100),
        created_by uuid not null,
        created_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        opened_at timestamptz
      )`);
    await runner.query('create index upload_review_links_of_upload on upload_review_links (upload_id, created_at)');
    await runner.query(`
      create table upload_approvals (
        id uuid primary key,
        upload_id uuid not null references uploads on delete cascade,
        status text not null default 'open' check (status in ('open', 'approved', 'rejected', 'expired')),
        revision integer not null default 1 check (revision > 0),
        authors uuid[] not null check (cardinality(authors) > 0),
        requested_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        decided_at timestamptz,
        decided_by uuid,
        decided_name text check (length(decided_name) between 1 and 200),
        review_link_id uuid references upload_review_links on delete set null,
        comment text check (length(comment) between 1 and 2000),
        voided_at timestamptz,
        check ((status = 'open') = (decided_at is null)),
        check (status <> 'open' or voided_at is null)
      )`);
    await runner.query(
      'create unique index upload_approvals_one_current on upload_approvals (upload_id) where voided_at is null',
    );
    await runner.query('create index upload_approvals_of_upload on upload_approvals (upload_id, requested_at)');
    await runner.query(`create index upload_approvals_open on upload_approvals (expires_at) where status = 'open'`);
    await applyFunctions(runner, 'uploads', ['record_upload_transition']);
    await applyFunctions(runner, 'platforms', ['record_publication_transition']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(UPLOAD_TRANSITIONS_BEFORE);
    await runner.query(PUBLICATION_TRANSITIONS_BEFORE);
    await runner.query('drop table upload_approvals, upload_review_links');
    await runner.query('alter table publications drop column approval');
    await runner.query('alter table upload_settings drop column approval_required');
  }
}

const UPLOAD_TRANSITIONS_BEFORE = `
create or replace function record_upload_transition() returns trigger language plpgsql as $$
declare
  before text := case when tg_op = 'UPDATE' then old.status end;
begin
  if coalesce(before, '') || '>' || new.status <> all (array[
    '>pending',
    'pending>queued', 'pending>cancelled',
    'queued>processing', 'queued>failed', 'queued>cancelled',
    'processing>ready', 'processing>failed', 'processing>cancelled',
    'ready>awaiting_approval', 'ready>staged', 'ready>publishing', 'ready>completed', 'ready>partial', 'ready>failed', 'ready>cancelled',
    'awaiting_approval>staged', 'awaiting_approval>publishing', 'awaiting_approval>cancelled',
    'staged>publishing', 'staged>cancelled',
    'publishing>completed', 'publishing>partial', 'publishing>failed', 'publishing>cancelled',
    'completed>queued', 'partial>queued', 'failed>queued'
  ]) then
    raise exception 'an upload cannot go from % to %', coalesce(before, 'nothing'), new.status
      using errcode = 'check_violation', constraint = 'uploads_transition';
  end if;
  insert into upload_events (upload_id, from_status, to_status, reason)
    values (new.id, before, new.status, case new.status when 'failed' then new.error ->> 'code' when 'cancelled' then new.cancel_reason end);
  return null;
end $$;`;

const PUBLICATION_TRANSITIONS_BEFORE = `
create or replace function record_publication_transition() returns trigger language plpgsql as $$
declare
  before text := case when tg_op = 'UPDATE' then old.status end;
begin
  if coalesce(before, '') || '>' || new.status <> all (array[
    '>pending',
    'pending>scheduled', 'pending>failed', 'pending>cancelled',
    'scheduled>publishing', 'scheduled>failed', 'scheduled>cancelled',
    'waiting>publishing', 'waiting>scheduled', 'waiting>failed', 'waiting>cancelled',
    'publishing>waiting', 'publishing>unknown', 'publishing>published', 'publishing>failed', 'publishing>cancelled',
    'unknown>publishing', 'unknown>published',
    'published>verified', 'published>failed',
    'failed>pending', 'failed>scheduled'
  ]) then
    raise exception 'a publication cannot go from % to %', coalesce(before, 'nothing'), new.status
      using errcode = 'check_violation', constraint = 'publications_transition';
  end if;
  insert into publication_events (publication_id, step, outcome, from_status, failure_class, epoch)
    values (new.id, 'status', new.status, before,
      case new.status when 'failed' then new.fault ->> 'class' when 'waiting' then new.waiting_for end, new.lease_epoch);
  return null;
end $$;`;
