import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the operators may be notified of each subject again: see OperatorAlertsRepository. */
export class CreateOperatorAlerts1790000002800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table operator_alerts (subject text primary key, due_at timestamptz not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operator_alerts');
  }
}
