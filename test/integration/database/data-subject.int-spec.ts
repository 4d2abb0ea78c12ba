import { randomUUID } from 'node:crypto';
import { EARLIER_ACCESS } from '../../../apps/api/src/auth/earlier-access-removal.service';
import { dataSubjectSources } from '../../../apps/worker/src/data-subject/sources';
import { databaseSuite } from '../../support/servers/test-database';

const sources = dataSubjectSources(() => undefined as never);
const treatments = sources.flatMap(({ tables }) => Object.entries(tables));

describe('the list of exported and erased tables', () => {
  const suite = databaseSuite();

  const tablesOfPeople = async (): Promise<string[]> => {
    const { rows } = await suite.db.query<{ name: string }>(`
      select distinct table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
        where table_schema = 'public' and table_type = 'BASE TABLE' and (column_name in ('user_id', 'owner_id', 'inviter_id', 'workspace_id', 'chain', 'created_by', 'decided_by') or table_name in ('users', 'workspaces')) order by 1`);
    return rows.map(({ name }) => name);
  };

  it('names every table with rows of an account once', async () => {
    const named = treatments.map(([table]) => table).sort();
    expect(named).toEqual([...new Set(named)]);
    expect(await tablesOfPeople()).toEqual(named);
  });

  it.each([
    ['the decisions of a person', 'select from upload_approvals where decided_by = $1 order by requested_at, id'],
    ['the links of a person', 'select from upload_review_links where created_by = $1 order by created_at, id'],
    ['the decisions made through a link', 'select from upload_approvals where review_link_id = $1'],
  ])('finds %s without a look at all rows, in order', async (_, statement) => {
    await suite.db.query('set enable_seqscan = off; set enable_bitmapscan = off');
    const { rows } = await suite.db.query<{ 'QUERY PLAN': string }>(
      `explain ${statement.replace('$1', `'${randomUUID()}'`)}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toMatch(/Seq Scan|Sort|Filter/);
  });

  it('has the tables of the list of what is removed when the owner of an address proves it', () => {
    expect(Object.keys(EARLIER_ACCESS).sort()).toEqual(treatments.map(([table]) => table).sort());
  });
});
