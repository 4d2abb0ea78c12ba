import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountTemplateBytes1790000001110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table render_templates add column bytes integer');
    await runner.query('update render_templates set bytes = octet_length(template::text)');
    await runner.query(
      'alter table render_templates alter column bytes set not null, add constraint render_templates_bytes check (bytes >= 0)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table render_templates drop column bytes');
  }
}
