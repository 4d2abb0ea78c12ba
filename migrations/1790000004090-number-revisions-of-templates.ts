import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who edit the same template must notice each other. */
export class NumberRevisionsOfTemplates1790000004090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table render_templates add column revision integer not null default 1,
         add constraint render_templates_revision check (revision >= 1)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table render_templates drop column revision');
  }
}
