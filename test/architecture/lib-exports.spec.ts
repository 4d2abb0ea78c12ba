import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const libs = readdirSync(join(root, 'libs'));

/** Every source file with its text, by its path from the root. */
const files = new Map(
  ['apps/api/src', 'apps/worker/src', 'libs', 'src', 'test', 'bench', 'migrations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')] as const;
      }),
  ),
);

/** Names that a list of exports gives, without those of types: `a, type B, c as d` → a, d. */
const valuesIn = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(' as ').at(-1) ?? '');

/** Functions, classes and constants that the index of a lib exports and no other code imports. */
function unusedExports(lib: string, sources: ReadonlyMap<string, string>): string[] {
  const index = sources.get(`libs/${lib}/src/index.ts`) ?? '';
  const exported = [...index.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, list = '']) => valuesIn(list));
  const importing = new RegExp(`(?:import|export) (?:type )?\\{([^}]*)\\} from '@app/${lib}'`, 'g');
  const imported = new Set(
    [...sources]
      .filter(([path]) => !path.startsWith(`libs/${lib}/`))
      .flatMap(([, text]) => [...text.matchAll(importing)])
      .flatMap(([, list = '']) =>
        list.split(',').map(
          (name) =>
            name
              .trim()
              .replace(/^type /, '')
              .split(' as ')[0],
        ),
      ),
  );
  return exported.filter((name) => !imported.has(name));
}

describe('the index of a lib', () => {
  it.each(libs)('of %s exports no function, class or constant that nobody imports', (lib) => {
    expect(unusedExports(lib, files)).toEqual([]);
  });

  it('would not export what only the lib itself uses, whatever types it exports', () => {
    const sources = new Map([
      [
        'libs/toy/src/index.ts',
        "export { start as play, type Rules, stop } from './play';\nexport { Ball } from './ball';\n",
      ],
      ['libs/toy/src/play.ts', "import { Ball } from './ball';\nimport { stop } from '@app/toy';\n"],
      ['apps/api/src/toys.ts', "import { type Ball, play as start } from '@app/toy';\n"],
    ]);
    expect(unusedExports('toy', sources)).toEqual(['stop']);
  });
});
