import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the operators heard of a payment event on which they have to act; null: not yet. */
export class RememberReportsOfPaymentEvents1790000004050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table payment_events add column reported_at timestamptz');
    await runner.query('drop index payment_events_urgent');
    await runner.query(
      `create index payment_events_unreported on payment_events (type, received_at)
       where type in ('charge.dispute.created', 'invoice.finalization_failed') and reported_at is null`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table payment_events drop column reported_at');
    await runner.query(
      `create index payment_events_urgent on payment_events (received_at)
       where type in ('charge.dispute.created', 'invoice.finalization_failed')`,
    );
  }
}
