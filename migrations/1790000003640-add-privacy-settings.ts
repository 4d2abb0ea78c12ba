import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Zones and speeds that overlays do not show. The seed places the circles that cover the zones; it never changes. */
export class AddPrivacySettings1790000003640 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table upload_settings
        add column privacy_zones jsonb check (jsonb_typeof(privacy_zones) = 'array' and jsonb_array_length(privacy_zones) <= 5),
        add column max_shown_speed_kmh integer check (max_shown_speed_kmh between 1 and 1000),
        add column privacy_seed uuid not null default gen_random_uuid()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table upload_settings drop column privacy_zones, drop column max_shown_speed_kmh, drop column privacy_seed`);
  }
}
