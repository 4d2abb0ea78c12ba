import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For operators: which worker encoded a segment, when, and how large the result is. */
export class RecordWorkOnSegments1790000003440 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table render_segments
        add column worker text,
        add column started_at timestamptz,
        add column finished_at timestamptz,
        add column size_bytes bigint check (size_bytes >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table render_segments drop column worker, drop column started_at, drop column finished_at, drop column size_bytes',
    );
  }
}
