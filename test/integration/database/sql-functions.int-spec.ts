import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { databaseSuite } from '../../support/servers/test-database';

const root = join(__dirname, '../../..');
const filesBelow = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** `libs/<lib>/sql/<function>.sql`. */
const bodies = filesBelow('libs', /\.sql$/);
const production = ['apps', 'libs', 'src']
  .flatMap((folder) => filesBelow(folder, /(?<!\.spec)\.ts$/))
  .map((file) => readFileSync(file, 'utf8'));

interface SqlFunction {
  name: string;
  definition: string;
  source: string;
  isTrigger: boolean;
}

describe('SQL functions', () => {
  const suite = databaseSuite();

  const functions = async (): Promise<SqlFunction[]> =>
    (
      await suite.db.query<SqlFunction>(`
        select proname as name, pg_get_functiondef(oid) as definition, pg_get_functiondef(oid) as source,
          exists (select from pg_trigger where tgfoid = p.oid) as "isTrigger"
        from pg_proc p where pronamespace = 'public'::regnamespace order by proname`)
    ).rows;

  /**
   * Functions that are used neither by a trigger, nor by a statement of the product, nor by a function that one of
   * these calls.
   */
  const unused = (all: readonly SqlFunction[]): string[] => {
    const isNamed = (text: string, name: string) => new RegExp(`\\b${name}\\(|'${name}'`).test(text);
    const used = new Set(
      all.filter(({ name, isTrigger }) => isTrigger || production.some((text) => isNamed(text, name))),
    );
    for (const caller of used)
      for (const called of all) if (called !== caller && isNamed(caller.source, called.name)) used.add(called);
    return all.filter((found) => !used.has(found)).map(({ name }) => name);
  };

  it('exist in the database exactly as in their files', async () => {
    const before = await functions();
    expect(before.map(({ name }) => name)).toEqual(bodies.map((file) => basename(file, '.sql')).sort());
    for (const file of bodies) await suite.db.query(readFileSync(file, 'utf8'));
    expect(await functions()).toEqual(before);
  });

  it('are compared completely: a body that differs from its file is reported', async () => {
    const before = await functions();
    await suite.db.query('begin');
    await suite.db.query(`create or replace function token_overlap(a_from bigint, a_to bigint, b_from bigint, b_to bigint)
      returns bigint language sql immutable as 'select 0::bigint'`);
    expect(await functions()).not.toEqual(before);
    await suite.db.query('rollback');
  });

  it('are all used by production code', async () => {
    expect(unused(await functions())).toEqual([]);
    await suite.db.query('begin');
    await suite.db.query(`create function planted_orphan() returns integer language sql as 'select 1'`);
    await suite.db.query(`create function planted_caller() returns integer language sql as 'select planted_orphan()'`);
    expect(unused(await functions())).toEqual(['planted_caller', 'planted_orphan']);
    await suite.db.query('rollback');
  });
});
