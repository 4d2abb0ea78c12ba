import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

export class CreateRenders1790000000400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table render_batches (
        id uuid primary key,
        user_id uuid not null references users,
        created_at timestamptz not null default now()
      )`);
    // request is json, not jsonb, because it keeps what the client sent byte for byte.
    // provider_seen_at: when the provider last reported the render.
    await runner.query(`
      create table renders (
        id uuid primary key,
        user_id uuid not null references users,
        created_by uuid not null,
        api_key_id uuid,
        batch_id uuid references render_batches,
        batch_index smallint check (batch_index between 0 and 49),
        provider text not null check (provider ~ '^[a-z][a-z0-9-]{0,39}$'),
        provider_render_id text check (length(provider_render_id) between 1 and 200),
        provider_output json,
        provider_seen_at timestamptz,
        status text not null default 'queued'
          check (status in ('queued', 'fetching', 'rendering', 'saving', 'transferring', 'completed', 'failed', 'cancelled')),
        progress real not null default 0 check (progress between 0 and 1),
        request json not null,
        callback_url text check (length(callback_url) <= 2048),
        callback_token text not null unique check (length(callback_token) = 43),
        format text not null,
        pricing text not null check (pricing in ('per_minute', 'per_render')),
        held_seconds double precision not null check (held_seconds > 0),
        hold_id uuid not null unique,
        reserved bigint not null check (reserved > 0),
        charged bigint check (charged between 0 and reserved),
        storage text not null,
        object_key text not null unique,
        poster_key text,
        thumbnail_key text,
        seconds double precision check (seconds >= 0),
        size_bytes bigint check (size_bytes > 0),
        error json,
        attempts smallint not null default 0 check (attempts >= 0),
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        deadline_at timestamptz not null,
        cancel_requested_at timestamptz,
        created_at timestamptz not null default now(),
        fetching_at timestamptz,
        rendering_at timestamptz,
        saving_at timestamptz,
        transferring_at timestamptz,
        finished_at timestamptz,
        expires_at timestamptz,
        erased_at timestamptz,
        updated_at timestamptz not null default now(),
        check ((batch_id is null) = (batch_index is null)),
        check ((status in ('completed', 'failed', 'cancelled')) = (finished_at is not null)),
        check ((finished_at is null) = (charged is null)),
        check ((status = 'completed') = (size_bytes is not null)),
        check (status <> 'completed' or (seconds is not null and charged > 0 and progress = 1)),
        check (status not in ('failed', 'cancelled') or charged = 0),
        check ((status = 'failed') = (error is not null)),
        check (finished_at is null or lease_until is null),
        check (erased_at is null or finished_at is not null)
      ) with (fillfactor = 80)`);
    await runner.query('create index renders_of_user on renders (user_id, created_at desc, id desc)');
    await runner.query('create index renders_of_batch on renders (batch_id, batch_index) where batch_id is not null');
    await runner.query('create index renders_unfinished on renders (deadline_at) where finished_at is null');
    await runner.query('create index renders_running on renders (user_id, created_at) where finished_at is null');
    await runner.query(
      'create index renders_at_provider on renders (provider_render_id) where provider_render_id is not null',
    );
    await runner.query(
      'create index renders_expiring on renders (expires_at) where erased_at is null and expires_at is not null',
    );
    await runner.query('create index renders_finished on renders (user_id, finished_at) where finished_at is not null');
    await applyFunctions(runner, 'render-proxy', ['render_asset_id']);
    for (const kind of ['poster', 'thumbnail'])
      await runner.query(
        `create index renders_by_${kind} on renders (render_asset_id(id, '${kind}')) where ${kind}_key is not null`,
      );
    // One row before each submission to a provider that charges for it, so that a render is never submitted blindly again.
    await runner.query(`
      create table render_submissions (
        render_id uuid not null references renders,
        number smallint not null check (number > 0),
        state text not null check (state in ('sent', 'accepted', 'refused', 'unknown', 'abandoned')),
        reference text,
        lease_epoch integer not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (render_id, number),
        check ((state = 'accepted') = (reference is not null))
      )`);
    await runner.query(
      `create unique index render_submissions_one_open on render_submissions (render_id) where state in ('sent', 'unknown', 'accepted')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table render_submissions, renders, render_batches');
    await runner.query('drop function render_asset_id');
  }
}
