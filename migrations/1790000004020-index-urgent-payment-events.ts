import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the payment events that operators have to act on. */
export class IndexUrgentPaymentEvents1790000004020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index payment_events_urgent on payment_events (received_at)
       where type in ('charge.dispute.created', 'invoice.finalization_failed')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index payment_events_urgent');
  }
}
