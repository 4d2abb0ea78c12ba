import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `digest_day`: the last day of which the account got a summary. See DiscordDigestsRepository. */
export class AddDiscordDigests1790000002802 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notification_settings add column digest_day date');
    await runner.query(`
      create index notification_settings_digests on notification_settings (digest_day)
        where discord_webhook is not null and choices -> 'discord' ->> 'digest' = 'true'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notification_settings drop column digest_day');
  }
}
