import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

/** Uploads, their targets, and every transition that each went through. */
export class CreateUploads1790000001600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table uploads (
        id uuid primary key,
        user_id uuid not null references users,
        created_by uuid not null,
        status text not null default 'pending' check (status in
          ('pending', 'queued', 'processing', 'ready', 'awaiting_approval', 'staged', 'publishing', 'completed', 'partial', 'failed', 'cancelled')),
        filename text not null check (length(filename) between 1 and 255),
        size_bytes bigint not null check (size_bytes > 0),
        content_type text not null check (length(content_type) between 1 and 100),
        storage text not null,
        object_key text not null unique,
        multipart_id text check (length(multipart_id) between 1 and 2048),
        part_size integer check (part_size > 0),
        urls_end_at timestamptz not null,
        received_at timestamptz,
        telemetry_filename text check (length(telemetry_filename) between 1 and 255),
        telemetry_size bigint check (telemetry_size > 0),
        telemetry_received_at timestamptz,
        title text not null default '' check (length(title) <= 512),
        caption text not null default '' check (length(caption) <= 10000),
        hashtags text[] not null default '{}' check (cardinality(hashtags) <= 100),
        privacy text not null check (privacy in ('public', 'unlisted', 'private')),
        options json not null default '{}',
        probe json,
        telemetry json,
        files json not null default '[]',
        stages json not null default '{}',
        progress real not null default 0 check (progress between 0 and 1),
        waiting_for text check (waiting_for ~ '^[a-z_]{1,40}$'),
        retries smallint not null default 0 check (retries >= 0),
        error json,
        cancel_requested_at timestamptz,
        cancel_reason text check (cancel_reason in ('owner', 'abandoned', 'account_erased')),
        attempts smallint not null default 0 check (attempts >= 0),
        lease_epoch integer not null default 0 check (lease_epoch >= 0),
        lease_until timestamptz,
        deadline_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        finished_at timestamptz,
        deleted_at timestamptz,
        erased_at timestamptz,
        check ((telemetry_filename is null) = (telemetry_size is null)),
        check (telemetry_received_at is null or telemetry_filename is not null),
        check (multipart_id is null or part_size is not null),
        check ((status = 'pending' or status = 'cancelled') or received_at is not null),
        check ((finished_at is not null) = (status in ('completed', 'partial', 'failed', 'cancelled'))),
        check ((error is not null) = (status = 'failed')),
        check ((cancel_reason is not null) = (status = 'cancelled')),
        check (finished_at is null or lease_until is null),
        check (deleted_at is null or finished_at is not null)
      )`);
    await runner.query('create index uploads_of_user on uploads (user_id, created_at desc, id desc)');
    await runner.query(
      `create index uploads_unfinished on uploads (deadline_at) where status in ('queued', 'processing') or (finished_at is not null and deadline_at is not null)`,
    );
    await runner.query(`create index uploads_pending on uploads (created_at) where status = 'pending'`);
    await runner.query(`
      create table upload_targets (
        upload_id uuid not null references uploads on delete cascade,
        platform text not null check (platform ~ '^[a-z]{1,20}$'),
        status text not null default 'pending' check (status in ('pending', 'ready', 'failed')),
        file text check (file ~ '^[a-z0-9._-]{1,100}$'),
        caption json,
        error json,
        primary key (upload_id, platform),
        check ((status = 'failed') = (error is not null)),
        check (status <> 'ready' or file is not null)
      )`);
    await runner.query(`
      create table upload_events (
        id bigint generated always as identity primary key,
        upload_id uuid not null references uploads on delete cascade,
        from_status text,
        to_status text not null,
        reason text,
        created_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query('create index upload_events_of_upload on upload_events (upload_id, id)');
    await applyFunctions(runner, 'uploads', ['record_upload_transition']);
    await runner.query(
      'create trigger uploads_created after insert on uploads for each row execute function record_upload_transition()',
    );
    await runner.query(`
      create trigger uploads_moved after update on uploads for each row
      when (old.status is distinct from new.status) execute function record_upload_transition()`);
    await this.renameHudChoices(runner);
    // A camera that writes local time is off by up to a day.
    await runner.query(`
      alter table upload_settings drop constraint upload_settings_telemetry_offset_ms_check,
        add constraint upload_settings_telemetry_offset_ms_check check (telemetry_offset_ms between -86400000 and 86400000),
        add column caption_template text check (length(caption_template) <= 2200),
        add column auto_captions boolean`);
  }

  /** Positions and presets get the names of the renderer; values that it does not draw become the default. */
  private async renameHudChoices(runner: QueryRunner): Promise<void> {
    await runner.query('alter table upload_settings drop constraint upload_settings_hud_position_check');
    await runner.query(`
      update upload_settings set
        hud_position = regexp_replace(regexp_replace(hud_position, '-center$', ''), '^center-', ''),
        hud_preset = case when hud_preset in ('dashcam', 'moto', 'track', 'flight', 'minimal') then hud_preset end,
        hud_elements = case when hud_elements <@ array['speed', 'gauge', 'heading', 'altitude', 'g_force', 'lean', 'map', 'distance', 'clock', 'laps']
          and cardinality(hud_elements) > 0 then hud_elements end`);
    await runner.query(`
      alter table upload_settings add constraint upload_settings_hud_position_check
        check (hud_position ~ '^((top|bottom)(-left|-right)?|left|right|center)$')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table upload_settings drop constraint upload_settings_telemetry_offset_ms_check,
        add constraint upload_settings_telemetry_offset_ms_check check (telemetry_offset_ms between -3600000 and 3600000) not valid,
        drop column caption_template, drop column auto_captions`);
    await runner.query(`
      alter table upload_settings drop constraint upload_settings_hud_position_check,
        add constraint upload_settings_hud_position_check check (hud_position ~ '^((top|bottom)-(left|center|right)|center(-left|-right)?)$') not valid`);
    await runner.query('drop table upload_events, upload_targets, uploads');
    await runner.query('drop function record_upload_transition');
  }
}
