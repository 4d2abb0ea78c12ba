import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');

/** Every source file with its text, by its path from the root. */
const files = new Map(
  ['apps', 'libs', 'src', 'migrations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.spec)\.(ts|sql)$/.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const;
      }),
  ),
);

/** The lib that owns each table, view or sequence: `libs/<lib>/tables.json`. */
const owners = new Map(
  readdirSync(join(root, 'libs')).flatMap((lib) => {
    const list = join(root, 'libs', lib, 'tables.json');
    if (!existsSync(list)) return [];
    return (JSON.parse(readFileSync(list, 'utf8')) as string[]).map((table) => [table, lib] as const);
  }),
);

const IN_SQL = /\b(?:from|join|update|into|table|truncate|using)\s+(?:only\s+)?"?([a-z_]+)"?/gi;
/** The table of an entity, or of a query that TypeORM builds. */
const IN_CODE = /(?:@Entity|\.(?:getRepository|from|into|update|\w*[jJ]oin\w*))\('([a-z_]+)'/g;
const IS_SQL = /^(?![A-Z][a-z]).*\b(?:select|insert|update|delete|from|join|truncate|where)\b/s;

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)(?:\/\/|--).*$/gm, '');

/** The texts of a file that look like SQL; a template is one text, with spaces for what it inserts. */
function statementsIn(path: string, text: string): string[] {
  if (path.endsWith('.sql')) return [text];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node))
      texts.push([node.head, ...node.templateSpans.map((s) => s.literal)].map((part) => part.text).join(' '));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return texts.filter((each) => IS_SQL.test(each));
}

/** The words of a statement that may be tables: no values, and no names that the statement gives to columns. */
function wordsOf(statement: string): string[] {
  const code = statement.replaceAll(/--.*$/gm, '').replaceAll(/'[^']*'/g, "''");
  const given = new Set([...code.matchAll(/\bas "?([a-z_]+)/gi)].map(([, name]) => name));
  return [...code.matchAll(/[a-z_]+/g)].map(([word]) => word).filter((word) => !given.has(word));
}

/**
 * Tables of other libs that the SQL of a file names. Only the SQL of a table's own lib may name it; apps and commands
 * own none.
 */
function foreignTables(path: string, text: string): string[] {
  const lib = /^libs\/([^/]+)\//.exec(path)?.[1];
  const named = [IN_SQL, IN_CODE].flatMap((pattern) =>
    [...withoutComments(text).matchAll(pattern)].map(([, table = '']) => table),
  );
  const words = statementsIn(path, text).flatMap(wordsOf);
  const tables = [...named, ...words].filter((table) => owners.has(table) && owners.get(table) !== lib);
  return [...new Set(tables)].map((table) => `${path} names ${table} of ${owners.get(table)}`);
}

const check = (sources: Iterable<readonly [string, string]>): string[] =>
  [...sources].filter(([path]) => !path.startsWith('migrations/')).flatMap(([path, text]) => foreignTables(path, text));

describe('tables', () => {
  it('are each in the list of one lib', () => {
    const present = new Set<string>();
    for (const path of [...files.keys()].filter((each) => each.startsWith('migrations/')).sort()) {
      const up = files.get(path)?.replace(/ async down\([\s\S]*?\n {2}}\n/, '') ?? '';
      for (const [, change, table = ''] of up.matchAll(/\b(create|drop) (?:table|view|sequence) ([a-z_]+)/g))
        present[change === 'create' ? 'add' : 'delete'](table);
    }
    expect([...owners.keys()].sort()).toEqual([...present].sort());
  });

  it('are read and written only by the SQL of their own lib', () => {
    expect(check(files)).toEqual([]);
  });

  it.each([
    ['libs/insights/src/planted.ts', 'await query(`select 1 from token_operations`)', 'token_operations of billing'],
    ['libs/auth/src/planted.ts', "await query('update renders set status = $1')", 'renders of render-proxy'],
    ['libs/auth/src/planted.ts', "await query('insert into outbox (id) values (1)')", 'outbox of jobs'],
    ['libs/uploads/sql/planted.sql', 'select 1 from upload_settings join users using (id)', 'users of auth'],
    ['libs/uploads/src/planted.ts', "@Entity('payments')", 'payments of billing'],
    ['apps/api/src/planted.ts', "await query('delete from sessions')", 'sessions of auth'],
    ['libs/uploads/src/planted.ts', 'await query(`select 1 from upload_settings s, users u`)', 'users of auth'],
    ['libs/uploads/src/planted.ts', "await query('select 1 from public.users')", 'users of auth'],
    ['libs/uploads/src/planted.ts', 'await query(`select 1 from ${NONE}, users u`)', 'users of auth'],
    ['libs/uploads/src/planted.ts', "manager.getRepository('users')", 'users of auth'],
    ['libs/uploads/src/planted.ts', "builder.select().from('users', 'u')", 'users of auth'],
    ['libs/uploads/sql/planted.sql', 'select 1 from upload_settings s, users u', 'users of auth'],
  ])('of other libs are found in %s: %s', (path, text, table) => {
    expect(check([[path, text]])).toEqual([`${path} names ${table}`]);
  });

  it('may have the names of words in comments', () => {
    expect(check([['libs/auth/src/planted.ts', '// Reads nothing from renders.\n/** Nor from payments. */']])).toEqual(
      [],
    );
  });
});

it('the rotation of keys knows every lib that seals columns', () => {
  const sealing = [...files].flatMap(([path, text]) => (/\.declare\(\w+\)/.test(text) ? [path.split('/')[1]] : []));
  const rotation = files.get('src/rotate-token-keys.ts') ?? '';
  const known = [...rotation.matchAll(/from '@app\/([\w-]+)'/g)].map(([, lib]) => lib);
  expect(sealing.length).toBeGreaterThan(3);
  expect(known).toEqual(expect.arrayContaining(sealing));
  // `core` is imported for the database alone, too.
  expect(rotation).toMatch(/^ {4}IdempotencyModule,$/m);
});
