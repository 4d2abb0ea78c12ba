import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../migrations');

describe('migrations', () => {
  const files = readdirSync(folder).filter((name) => !['index.ts', 'sql-functions.ts'].includes(name));

  it('are named <timestamp>-<verb-noun>, with distinct timestamps', () => {
    expect(files.filter((name) => !/^\d{13}-[a-z]+(-[a-z0-9]+)+\.ts$/.test(name))).toEqual([]);
    expect(new Set(files.map((name) => name.slice(0, 13))).size).toBe(files.length);
  });

  /** The files of the classes in the list of an index, in its order. */
  function listedIn(index: string): string[] {
    const imports = [...index.matchAll(/^import \{ (\w+) \} from '\.\/(\d{13}-[a-z0-9-]+)';$/gm)];
    const fileOf = new Map(imports.map(([, name, file]) => [name, `${file}.ts`]));
    const [, list = ''] = /= \[([^\]]*)\]/.exec(index) ?? [];
    return [...list.matchAll(/\w+/g)].map(([name]) => fileOf.get(name) ?? `${name} is not imported`);
  }

  it('are all listed, in order', () => {
    expect(listedIn(readFileSync(join(folder, 'index.ts'), 'utf8'))).toEqual([...files].sort());
  });

  it.each(['A1, ', 'B2, A1', 'A1, B2, A1', 'A1, C3'])('would not be in order as %s', (list) => {
    const [a, b] = ['1790000000001-create-a', '1790000000002-create-b'];
    const index = `import { A1 } from './${a}';\nimport { B2 } from './${b}';\nexport const all = [${list}];\n`;
    expect(listedIn(index)).not.toEqual([`${a}.ts`, `${b}.ts`]);
    expect(listedIn(index.replace(list, '\n  A1,\n  B2,\n'))).toEqual([`${a}.ts`, `${b}.ts`]);
  });
});
