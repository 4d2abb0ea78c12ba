import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** The numbers of the rows of a table that the names of tests contain, as `[<prefix><number>]`. */
export function rowsInTestNames(prefix: string): ReadonlySet<number> {
  const specs = ['apps', 'libs', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(spec|suite)\.ts$/.test(file) && !file.includes('node_modules'))
      .map((file) => join(root, folder, file))
      .filter((file) => !file.startsWith(__dirname)),
  );
  const named = specs.flatMap((file) => readFileSync(file, 'utf8').split(`[${prefix}`).slice(1));
  return new Set(named.flatMap((text) => /^(\d+)\]/.exec(text)?.slice(1).map(Number) ?? []));
}
