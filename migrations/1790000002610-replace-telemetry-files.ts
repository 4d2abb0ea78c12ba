import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A telemetry file that replaces an accepted one gets a key of its own, so that the accepted one stays until then. */
export class ReplaceTelemetryFiles1790000002610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads
        add column telemetry_slot smallint not null default 0 check (telemetry_slot in (0, 1)),
        add column next_telemetry_filename text check (length(next_telemetry_filename) between 1 and 255),
        add column next_telemetry_size bigint check (next_telemetry_size > 0),
        add check ((next_telemetry_filename is null) = (next_telemetry_size is null)),
        add check (next_telemetry_size is null or telemetry_received_at is not null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads drop column telemetry_slot, drop column next_telemetry_filename, drop column next_telemetry_size`);
  }
}
