import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Folders that a build makes. */
const BUILT = new Set(['dist', 'node_modules']);
const DASHBOARD = 'apps/dashboard';

/** Top-level names that `.dockerignore` lets into the build, as `!name`. */
const sent = new Set(
  read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1)),
);

/** Top-level names that `COPY` takes from the sources or from the build's folder. */
function copied(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^COPY (?:--from=build )?(.+) \S+$/gm)]
    .flatMap(([, sources = '']) => sources.split(' '))
    .map((source) => source.replace(/^\/app\//, '').split('/')[0] ?? '')
    .filter((name) => name !== '.' && !BUILT.has(name));
}

/** Top-level names of the files outside its folder that the dashboard imports; types vanish before the bundler looks. */
function importedByDashboard(): string[] {
  return readdirSync(join(root, DASHBOARD, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.spec)\.tsx?$/.test(name))
    .map((name) => join(DASHBOARD, 'src', name))
    .flatMap((file) =>
      [...read(file).matchAll(/^(?!import type ).*(?:from|import\()\s*'(\.[^']+)'/gm)].map(([, target = '']) =>
        relative(root, join(root, dirname(file), target)),
      ),
    )
    .filter((path) => !path.startsWith(DASHBOARD))
    .map((path) => path.split(sep)[0] ?? '');
}

describe('the build of the container image', () => {
  it('gets every file that the Dockerfile copies', () => {
    const names = copied(read('Dockerfile'));
    expect(names).toContain('openapi.json');
    expect(names.filter((name) => !sent.has(name))).toEqual([]);
  });

  it('gets every file that the dashboard imports from outside its folder', () => {
    const names = importedByDashboard();
    expect(names).toContain('openapi.json');
    expect(names.filter((name) => !sent.has(name))).toEqual([]);
  });
});
