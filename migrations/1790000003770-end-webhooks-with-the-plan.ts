import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Endpoints of accounts whose plan no longer includes webhooks are disabled until it does again. */
export class EndWebhooksWithThePlan1790000003770 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table webhook_endpoints drop constraint webhook_endpoints_disabled_reason,
        add constraint webhook_endpoints_disabled_reason check (disabled_reason in ('owner', 'failing', 'gone', 'plan'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update webhook_endpoints set disabled_reason = 'owner' where disabled_reason = 'plan'`);
    await runner.query(`
      alter table webhook_endpoints drop constraint webhook_endpoints_disabled_reason,
        add constraint webhook_endpoints_disabled_reason check (disabled_reason in ('owner', 'failing', 'gone'))`);
  }
}
