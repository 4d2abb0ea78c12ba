import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when the inbox may lack events, by mode: a stored event says nothing about earlier ones. */
export class RememberListingsOfPaymentEvents1790000003750 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table payment_event_listings (livemode boolean primary key, listed_at timestamptz not null)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table payment_event_listings');
  }
}
