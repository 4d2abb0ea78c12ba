import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  ...readdirSync(root),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path)),
].filter((path) => path.endsWith('.md'));

describe('documentation', () => {
  it('.env.example, the configuration page and the error page match the code', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['dist/src/export-docs.js', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('');
  });

  it('is generated from every lib', () => {
    const loaded = [...read('src/docs/libraries.ts').matchAll(/'@app\/([a-z-]+)'/g)].map(([, lib = '']) => lib);
    expect([...loaded, 'core'].sort()).toEqual(readdirSync(join(root, 'libs')).sort());
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it('numbers each decision once', () => {
    const numbers = readdirSync(join(root, 'docs/adr')).map((name) => name.slice(0, 4));
    expect(numbers).toEqual([...new Set(numbers)]);
  });

  it('names in the README only variables that exist, with their defaults', () => {
    const rows = (text: string) =>
      [...text.matchAll(/^\| (`[A-Z][A-Z0-9_]+`[^|]*) \| ([^|]*) \|/gm)].map(
        ([, names = '', value = '']) => [names, value] as const,
      );
    const documented = new Map(rows(read('docs/configuration.md')));
    for (const [names, value] of rows(read('README.md')))
      expect([names, value]).toEqual([names, documented.get(names)]);
  });

  it('mentions only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
