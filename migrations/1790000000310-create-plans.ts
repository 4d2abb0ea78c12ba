import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyFunctions } from './sql-functions';

export class CreatePlans1790000000310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A copy of the payment provider's subscriptions, written by their synchronisation only. status is the provider's
    // own value.
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
    await runner.query('create index subscriptions_of_user on subscriptions (user_id)');
    await runner.query(`
      create table entitlement_grants (
        id uuid primary key,
        user_id uuid not null references users,
        tier text check (tier in
          ('starter', 'solo', 'creator', 'growth', 'studio', 'agency', 'friends_family', 'lifetime')),
        features text[] not null default '{}'
          check (array_position(features, null) is null and cardinality(features) <= 32),
        note text not null check (length(btrim(note)) between 1 and 500),
        granted_by uuid references users,
        expires_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now(),
        check (tier is not null or cardinality(features) > 0)
      )`);
    await runner.query(
      'create index entitlement_grants_of_user on entitlement_grants (user_id) where revoked_at is null',
    );
    await applyFunctions(runner, 'billing', ['notify_entitlements_changed']);
    for (const table of ['subscriptions', 'entitlement_grants'])
      await runner.query(`
        create trigger ${table}_notify_change after insert or update or delete on ${table}
        for each row execute function notify_entitlements_changed()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table entitlement_grants, subscriptions');
    await runner.query('drop function notify_entitlements_changed');
  }
}
