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

  it('has the tables of the list of what is removed when the owner of an address proves it', () => {
    expect(Object.keys(EARLIER_ACCESS).sort()).toEqual(treatments.map(([table]) => table).sort());
  });
});
