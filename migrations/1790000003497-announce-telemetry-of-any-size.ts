import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A client may announce a telemetry file without its size, which the store then limits. */
export class AnnounceTelemetryOfAnySize1790000003497 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table uploads
        drop constraint uploads_check,
        add constraint uploads_telemetry_named check (telemetry_size is null or telemetry_filename is not null),
        add constraint uploads_telemetry_measured check (telemetry_received_at is null or telemetry_size is not null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update uploads set telemetry_filename = null where telemetry_size is null;
      alter table uploads
        drop constraint uploads_telemetry_named,
        drop constraint uploads_telemetry_measured,
        add constraint uploads_check check ((telemetry_filename is null) = (telemetry_size is null))`);
  }
}
