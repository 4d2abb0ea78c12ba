import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations';
import { IndexWhatPeopleDid1790000003970 } from '../../../migrations/1790000003970-index-what-people-did';
import { createTestDatabase } from '../../support/servers/test-database';

describe('migrations', () => {
  it('go back to an empty schema one by one, and forward to the same schema again', async () => {
    const database = await createTestDatabase();
    const dataSource = new DataSource({
      type: 'postgres',
      url: database.url,
      migrations,
      migrationsTableName: 'migrations',
      migrationsTransactionMode: 'each',
    });
    await dataSource.initialize();
    try {
      const before = await fingerprint(dataSource);
      for (const _ of migrations as unknown[]) await dataSource.undoLastMigration({ transaction: 'each' });
      expect(await fingerprint(dataSource)).toEqual(['table migrations']);
      await dataSource.runMigrations();
      expect(await fingerprint(dataSource)).toEqual(before);
      expect(before).not.toEqual(['table migrations']);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });

  it('round offsets between the steps of 100 ms, which forms refuse', async () => {
    const database = await createTestDatabase();
    const dataSource = new DataSource({ type: 'postgres', url: database.url });
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    try {
      const migration = new IndexWhatPeopleDid1790000003970();
      await migration.down(runner);
      for (const offset of [-1_530, 86_399_980, 200, null]) {
        const id = randomUUID();
        await runner.query(`insert into users (id, email, name) values ($1, $2, 'Tester')`, [id, `${id}@example.com`]);
        await runner.query('insert into upload_settings (owner_id, telemetry_offset_ms) values ($1, $2)', [id, offset]);
      }
      await migration.up(runner);
      const stored = await dataSource.query<{ offset: number | null }[]>(
        'select telemetry_offset_ms as "offset" from upload_settings order by 1',
      );
      expect(stored.map(({ offset }) => offset)).toEqual([-1_500, 200, 86_400_000, null]);
    } finally {
      await runner.release();
      await dataSource.destroy();
      await database.drop();
    }
  });
});

/** Everything that a migration can leave in our schema, in a comparable form. */
async function fingerprint(dataSource: DataSource): Promise<string[]> {
  const rows: { line: string }[] = await dataSource.query(`
    with ours as (select oid from pg_namespace where nspname = 'public')
    select case c.relkind when 'r' then 'table ' when 'v' then 'view ' when 'm' then 'materialised view ' when 'S' then 'sequence ' else 'relation ' end || c.relname as line
      from pg_class c join ours on ours.oid = c.relnamespace where c.relkind <> 'i' and c.relname not like 'migrations\\_id\\_seq'
    union all
    select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
      from pg_attribute a join pg_class c on c.oid = a.attrelid join ours on ours.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'm') and c.relname <> 'migrations'
    union all
    select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migrations'
    union all
    select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k join ours on ours.oid = k.connamespace
      where conrelid <> 'migrations'::regclass
    union all
    select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid join ours on ours.oid = c.relnamespace where not t.tgisinternal
    union all
    select 'function ' || pg_get_functiondef(p.oid) from pg_proc p join ours on ours.oid = p.pronamespace
      where not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e') and p.prokind in ('f', 'p')
    union all
    select 'type ' || typname from pg_type t join ours on ours.oid = t.typnamespace where t.typtype in ('e', 'd')
    union all
    select 'extension ' || extname from pg_extension where extname <> 'plpgsql'
    order by 1`);
  return rows.map(({ line }) => line);
}
