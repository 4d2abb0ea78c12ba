import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  ...readdirSync(root),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path)),
].filter((path) => path.endsWith('.md'));

/** The parts of a decision, in their order. */
const PARTS = ['Context', 'Decision', 'Alternatives', 'Consequences'];

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

  it('lists the variables of every env class', () => {
    const classes = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.config.ts') && !path.includes('node_modules'))
        .map((path) => read(join(folder, path))),
    );
    const declared = classes.flatMap((text) =>
      [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+)\b/gm)].map(([, name]) => name),
    );
    const listed = [...read('docs/configuration.md').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(50);
    expect(declared.filter((name) => !listed.includes(name))).toEqual([]);
  });

  it.each(pages)('%s links to files that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it('numbers each decision once', () => {
    const numbers = readdirSync(join(root, 'docs/adr')).map((name) => name.slice(0, 4));
    expect(numbers).toEqual([...new Set(numbers)]);
  });

  it.each(readdirSync(join(root, 'docs/adr')))('%s has the form of every decision', (name) => {
    const text = read(join('docs/adr', name));
    expect(text).toMatch(
      /^# [1-9]\d*\. .+\n\nDate: \d{4}-\d\d-\d\d · Status: (accepted|replaced)( · [^\n]+)?\n\n## Context\n/,
    );
    expect([...text.matchAll(/^## (\w+)$/gm)].map(([, heading]) => heading)).toEqual(PARTS);
  });

  /** Names and default of each variable in a table. */
  const variablesIn = (text: string) =>
    [...text.matchAll(/^\| (`[A-Z][A-Z0-9_]+`[^|]*) \| ([^|]*) \|/gm)].map(
      ([, names = '', value = '']) => [names, value] as const,
    );

  it.each(['README.md', 'docs/security.md'])('%s names only variables that exist, with their defaults', (page) => {
    const documented = new Map(variablesIn(read('docs/configuration.md')));
    const named = variablesIn(read(page));
    expect(named).not.toEqual([]);
    for (const [names, value] of named) expect([names, value]).toEqual([names, documented.get(names)]);
  });

  describe('the security page', () => {
    const page = read('docs/security.md');

    it('names every variable that limits requests, connections and renders', () => {
      const limits = variablesIn(read('docs/configuration.md'))
        .map(([names]) => names)
        .filter((names) =>
          /`(RATE_LIMIT|CONNECTIONS|RENDER)_\w*(MAX|REQUESTS|WINDOW|PER|SECONDS|MB|PERCENT)/.test(names),
        );
      expect(limits.length).toBeGreaterThan(8);
      expect(variablesIn(page).map(([names]) => names)).toEqual(expect.arrayContaining(limits));
    });

    it('leads from each risk and chapter that applies to its tests', () => {
      const rows = new Map(
        [...page.matchAll(/^\| ((?:API|V)\d+) [^|]*\| ([^|]*) \| (.*) \|$/gm)].map(
          ([, item = '', how = '', tests = '']) => [
            item,
            { how, tests: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => join('docs', path)) },
          ],
        ),
      );
      const items = [10, 17].flatMap((count, list) =>
        Array.from({ length: count }, (_, index) => `${list === 0 ? 'API' : 'V'}${index + 1}`),
      );
      expect([...rows.keys()]).toEqual(items);
      for (const [item, { how, tests }] of rows) {
        expect([item, tests.length > 0]).toEqual([item, !how.startsWith('does not apply')]);
        expect(tests.filter((path) => !path.endsWith('spec.ts') || !existsSync(join(root, path)))).toEqual([]);
      }
    });
  });

  it('mentions only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
