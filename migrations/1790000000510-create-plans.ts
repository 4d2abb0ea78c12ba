import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlans1790000000510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A copy of what the payment provider says, written only by its synchronisation. status is the provider's word.
    await runner.query(`
      create table subscriptions (
        id text primary key,
        user_id uuid not null references users,
        tier text not null check (tier in ('starter', 'solo', 'creator', 'growth', 'studio', 'agency')),
        price_id text not null,
        status text not null,
        current_period_start timestamptz not null,
        current_period_end timestamptz not null check (current_period_end > current_period_start),
        cancel_at_period_end boolean not null,
        trial_end timestamptz,
        past_due_since timestamptz,
        created_at timestamptz not null,
        synced_at timestamptz not null default now()
      )`);
    await runner.query(`create index subscriptions_of_user on subscriptions (user_id)`);
    await runner.query(`
      create table entitlement_grants (
        id uuid primary key,
        user_id uuid not null references users,
        tier text check (tier in ('starter', 'solo', 'creator', 'growth', 'studio', 'agency', 'friends_family', 'lifetime')),
        features text[] not null default '{}' check (array_position(features, null) is null and cardinality(features) <= 32),
        note text not null check (length(btrim(note)) between 1 and 500),
        granted_by uuid references users,
        expires_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now(),
        check (tier is not null or cardinality(features) > 0)
      )`);
    await runner.query(
      `create index entitlement_grants_of_user on entitlement_grants (user_id) where revoked_at is null`,
    );
    await this.createQuotas(runner);
    await runner.query(`
      create function tell_entitlements_changed() returns trigger language plpgsql as $$
      begin
        perform pg_notify('entitlements_changed', (case when tg_op = 'DELETE' then old.user_id else new.user_id end)::text);
        return null;
      end $$`);
    for (const table of ['subscriptions', 'entitlement_grants']) {
      await runner.query(
        `create trigger ${table}_tell_change after insert or update or delete on ${table} for each row execute function tell_entitlements_changed()`,
      );
    }
  }

  /** Units taken in each window, and what each was taken for, so that it is taken and given back once. */
  private async createQuotas(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quota_windows (
        user_id uuid not null references users,
        quota text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        taken integer not null constraint quota_windows_taken check (taken >= 0),
        primary key (user_id, quota, starts_at)
      ) with (fillfactor = 70)`);
    await runner.query(`
      create table quota_units (
        quota text not null,
        subject_id uuid not null,
        user_id uuid not null,
        window_starts_at timestamptz not null,
        state text not null default 'reserved' check (state in ('reserved', 'used', 'released')),
        created_at timestamptz not null default now(),
        primary key (quota, subject_id)
      )`);
    // The window's row decides: under its lock a unit is there or not, whoever asks and how often.
    await runner.query(`
      create function quota_reserve(p_user uuid, p_quota text, p_subject uuid, p_from timestamptz, p_to timestamptz, p_limit integer)
      returns jsonb language plpgsql as $$
      declare
        units integer;
      begin
        insert into quota_windows (user_id, quota, starts_at, ends_at, taken) values (p_user, p_quota, p_from, p_to, 0) on conflict do nothing;
        perform 1 from quota_windows where user_id = p_user and quota = p_quota and starts_at = p_from for no key update;
        if exists (select 1 from quota_units where quota = p_quota and subject_id = p_subject and state <> 'released') then
          return jsonb_build_object('outcome', 'replayed');
        end if;
        update quota_windows set taken = taken + 1 where user_id = p_user and quota = p_quota and starts_at = p_from and taken < coalesce(p_limit, 2147483647)
          returning taken into units;
        if not found then return jsonb_build_object('outcome', 'exhausted'); end if;
        insert into quota_units (quota, subject_id, user_id, window_starts_at) values (p_quota, p_subject, p_user, p_from)
          on conflict (quota, subject_id) do update set state = 'reserved', window_starts_at = p_from;
        return jsonb_build_object('outcome', 'reserved', 'taken', units);
      end $$`);
    await runner.query(`
      create function quota_release(p_quota text, p_subject uuid) returns boolean language plpgsql as $$
      declare
        unit quota_units;
      begin
        update quota_units set state = 'released' where quota = p_quota and subject_id = p_subject and state = 'reserved' returning * into unit;
        if not found then return false; end if;
        update quota_windows set taken = taken - 1 where user_id = unit.user_id and quota = p_quota and starts_at = unit.window_starts_at;
        return true;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table quota_units, quota_windows, entitlement_grants, subscriptions');
    await runner.query('drop function quota_reserve, quota_release, tell_entitlements_changed');
  }
}
