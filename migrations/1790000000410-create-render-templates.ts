import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRenderTemplates1790000000410 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // json, not jsonb: the template comes back as it was sent.
    await runner.query(`
      create table render_templates (
        id uuid primary key,
        user_id uuid not null references users,
        name text not null check (length(name) between 1 and 255),
        template json not null check (json_typeof(template) = 'object'),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await runner.query('create index render_templates_of_user on render_templates (user_id, created_at desc, id desc)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table render_templates');
  }
}
