import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSettings1790000000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // discord_webhook is sealed: its address alone allows anyone to write to the channel.
    await runner.query(`
      create table notification_settings (
        owner_id uuid primary key references users on delete cascade,
        discord_webhook text check (discord_webhook ~ '^v[1-9][0-9]{0,3}[.]'),
        choices jsonb not null default '{}' check (jsonb_typeof(choices) = 'object'),
        updated_at timestamptz not null default now()
      )`);
    // null means the default of the product.
    await runner.query(`
      create table upload_settings (
        owner_id uuid primary key references users on delete cascade,
        hud_enabled boolean,
        hud_preset text check (hud_preset ~ '^[a-z_]{1,40}$'),
        hud_position text check (hud_position ~ '^((top|bottom)-(left|center|right)|center(-left|-right)?)$'),
        hud_speed_unit text check (hud_speed_unit in ('mph', 'kmh', 'kn')),
        hud_color text check (hud_color ~ '^#[0-9A-F]{6}$'),
        hud_font text check (hud_font ~ '^[A-Za-z0-9 ]{1,60}$'),
        hud_font_size integer check (hud_font_size between 12 and 72),
        hud_elements text[] check (array_to_string(hud_elements, ',', '?') ~ '^[a-z_,]*$'),
        telemetry_offset_ms integer check (telemetry_offset_ms between -3600000 and 3600000),
        speeding_mph integer check (speeding_mph between 1 and 300),
        euphoria_mph integer check (euphoria_mph between 2 and 400),
        default_privacy text check (default_privacy in ('public', 'unlisted', 'private')),
        always_hashtags text[] check (cardinality(always_hashtags) <= 30),
        blocked_hashtags text[] check (cardinality(blocked_hashtags) <= 500),
        max_hashtags integer check (max_hashtags between 0 and 30),
        updated_at timestamptz not null default now(),
        constraint upload_settings_euphoria_above_speeding check (coalesce(euphoria_mph, 100) > coalesce(speeding_mph, 80))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table upload_settings, notification_settings');
  }
}
