import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddMembersOfApiKeys1790000001210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Null: the owner of the workspace made the key. A member's key works only while the member belongs to the workspace.
    await runner.query('alter table api_keys add created_by uuid references users on delete cascade');
    await runner.query('create index api_keys_of_member on api_keys (created_by) where created_by is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys drop created_by');
  }
}
