import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexRenderAssets1790000000645 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A render's video has the render's id; what lies beside it has an id that follows from that one (a UUID of version 8, made by hashing).
    await runner.query(`
      create function render_asset_id(render_id uuid, kind text) returns uuid language sql immutable strict parallel safe
      return overlay(overlay(md5(render_id::text || ' ' || kind) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid`);
    for (const kind of ['poster', 'thumbnail']) {
      await runner.query(
        `create index renders_by_${kind} on renders (render_asset_id(id, '${kind}')) where ${kind}_key is not null`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const kind of ['poster', 'thumbnail']) await runner.query(`drop index renders_by_${kind}`);
    await runner.query('drop function render_asset_id(uuid, text)');
  }
}
