import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const plantations: string[] = [];

/** A small separate tree under our configuration files, with the given files planted in it. */
function plant(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-structure-'));
  plantations.push(directory);
  for (const name of [
    '.dependency-cruiser.cjs',
    '.oxlintrc.json',
    'biome.json',
    'jest.config.cjs',
    'knip.json',
    'tsconfig.json',
    '.gitignore',
  ])
    cpSync(join(root, name), join(directory, name));
  const packages = {
    'node_modules/stripe/index.js': 'module.exports = {};',
    'node_modules/stripe/package.json': '{"name":"stripe","version":"1.0.0"}',
    'node_modules/autocannon/index.js': 'module.exports = {};',
    'node_modules/autocannon/package.json': '{"name":"autocannon","version":"1.0.0"}',
    'node_modules/smuggled/index.js': 'module.exports = {};',
    'node_modules/smuggled/package.json': '{"name":"smuggled","version":"1.0.0"}',
    'package.json': JSON.stringify({
      name: 'planted',
      dependencies: { stripe: '1' },
      devDependencies: { autocannon: '1' },
      workspaces: ['apps/dashboard'],
    }),
  };
  for (const [path, text] of Object.entries({ ...packages, ...files })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  symlinkSync(join(root, 'node_modules/@types'), join(directory, 'node_modules/@types'));
  return directory;
}

function run(directory: string, bin: string, ...args: string[]) {
  const binaries = join(root, 'node_modules/.bin');
  // oxlint looks for its type-aware half on the PATH, where `npm` puts it.
  const env = { ...process.env, PATH: [binaries, process.env.PATH].join(delimiter) };
  const result = spawnSync(join(binaries, bin), args, { cwd: directory, encoding: 'utf8', env });
  return { passed: result.status === 0, output: result.stdout + result.stderr };
}

function runNode(script: string) {
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return { passed: result.status === 0, output: result.stdout + result.stderr };
}

function cruise(directory: string, folders: string[]): string[] {
  const { output } = run(
    directory,
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders,
  );
  const report = JSON.parse(output) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return report.summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
}

afterAll(() => {
  for (const directory of plantations) rmSync(directory, { recursive: true, force: true });
});

// `scripts/check.mjs --static` applies the rules to this repository, in CI before these tests.
describe('dependency rules', () => {
  const clean = {
    'libs/core/src/index.ts': "export { core } from './deep';",
    'libs/core/src/deep.ts': 'export const core = 1;',
    'libs/media/src/index.ts': "export { probe } from './probe';",
    'libs/media/src/probe.ts': "import { core } from '@app/core';\nexport const probe = core;",
    'libs/uploads/src/index.ts': "import { probe } from '@app/media';\nexport const uploads = probe;",
    'libs/billing/src/index.ts': "export { billing } from './billing.service';",
    'libs/billing/src/billing.service.ts': "import { core } from '@app/core';\nexport const billing = core;",
    'libs/billing/src/providers/stripe/index.ts': "import stripe from 'stripe';\nexport const adapter = stripe;",
    'apps/api/src/main.ts': "import { billing } from '@app/billing';\nexport const api = billing;",
    'apps/api/src/http/throws.ts': 'export const throws = 1;',
    'apps/api/src/responses/user.ts': "import { throws } from '../http/throws';\nexport const user = throws;",
    'apps/api/src/renders/renders.ts': "import { user } from '../responses/user';\nexport const renders = user;",
    'apps/api/src/shotstack/edit.ts': "import { renders } from '../renders/renders';\nexport const edit = renders;",
    'apps/api/src/sources/sources.ts': "import { user } from '../responses/user';\nexport const sources = user;",
    'apps/worker/src/main.ts': 'export const worker = 1;',
    'apps/worker/src/renders/renders.ts': 'export const renders = 1;',
    'apps/worker/src/maintenance/tasks.ts':
      "import { renders } from '../renders/renders';\nexport const tasks = renders;",
    'apps/worker/src/data-subject/sources.ts':
      "import { renders } from '../renders/renders';\nexport const sources = renders;",
    'apps/emulators/src/main.ts': "import { sink } from './sink';\nexport const emulators = sink;",
    'apps/emulators/src/sink.ts': 'export const sink = 1;',
    'src/migrate.ts': "import { migrations } from '../migrations';\nexport const migrate = migrations;",
    'migrations/index.ts': 'export const migrations = [];',
    'src/start/postgres/embedded-postgres.ts': 'export const postgres = 1;',
    'test/support/x.ts':
      "import { postgres } from '../../src/start/postgres/embedded-postgres';\nexport const x = postgres;",
  };
  const folders = ['apps', 'libs', 'src', 'migrations', 'test'];

  it('accept a tree that follows them', () => {
    expect(cruise(plant(clean), folders)).toEqual([]);
  });

  it('find each kind of violation, and only that', () => {
    const planted = {
      'libs-import-foundation-only: libs/auth/src/sideways.ts':
        "import { billing } from '@app/billing';\nexport const a = billing;",
      'foundation-knows-no-feature: libs/core/src/domain.ts':
        "import { billing } from '@app/billing';\nexport const b = billing;",
      'foundation-knows-no-feature: libs/core/src/tool.ts':
        "import { probe } from '@app/media';\nexport const l = probe;",
      'foundation-knows-no-feature: libs/media/src/feature.ts':
        "import { billing } from '@app/billing';\nexport const m = billing;",
      'generic-code-knows-no-provider: libs/billing/src/prices.ts':
        "import { adapter } from './providers/stripe';\nexport const n = adapter;",
      'providers-know-no-provider: libs/billing/src/providers/toy/borrowed.ts':
        "import { adapter } from '../stripe';\nexport const s = adapter;",
      'public-index-only: apps/api/src/deep.ts':
        "import { core } from '../../../libs/core/src/deep';\nexport const c = core;",
      'public-index-only: libs/jobs/src/deep.ts': "import { core } from '../../core/src/deep';\nexport const c = core;",
      'no-app-to-app: apps/api/src/neighbour.ts':
        "import { worker } from '../../worker/src/main';\nexport const d = worker;",
      'features-import-no-feature: apps/api/src/sources/neighbour.ts':
        "import { renders } from '../renders/renders';\nexport const o = renders;",
      'features-import-no-feature: apps/api/src/http/feature.ts':
        "import { renders } from '../renders/renders';\nexport const p = renders;",
      'features-import-no-feature: apps/worker/src/maintenance/neighbour.ts':
        "import { renders } from '../renders/renders';\nexport const q = renders;",
      'shotstack-imports-renders-only: apps/api/src/shotstack/neighbour.ts':
        "import { sources } from '../sources/sources';\nexport const r = sources;",
      'emulators-stand-alone: apps/emulators/src/ours.ts': "import { core } from '@app/core';\nexport const e = core;",
      'nothing-imports-commands: apps/api/src/command.ts':
        "import { migrate } from '../../../src/migrate';\nexport const f = migrate;",
      'tests-start-postgres-only: test/support/command.ts':
        "import { migrate } from '../../src/migrate';\nexport const l = migrate;",
      'nothing-imports-tests: apps/api/src/test-code.ts':
        "import { x } from '../../../test/support/x';\nexport const g = x;",
      'sdk-only-in-providers: libs/billing/src/direct.ts': "import stripe from 'stripe';\nexport const h = stripe;",
      'sdk-only-in-providers: apps/api/src/direct.ts':
        "import type stripe from 'stripe';\nexport type H = typeof stripe;",
      'no-cycles: libs/auth/src/chicken.ts': "import type { Egg } from './egg';\nexport type Chicken = Egg;",
      'resolvable: libs/auth/src/nowhere.ts': "import { x } from './gone';\nexport const i = x;",
      'no-dev-packages-in-production: libs/auth/src/development.ts':
        "import autocannon from 'autocannon';\nexport const j = autocannon;",
      'declared-packages-only: libs/auth/src/undeclared.ts':
        "import smuggled from 'smuggled';\nexport const k = smuggled;",
    };
    const files = Object.fromEntries(
      Object.entries(planted).map(([key, text]) => [key.split(': ')[1] as string, text]),
    );
    const egg = "import type { Chicken } from './chicken';\nexport type Egg = Chicken;";
    const found = cruise(plant({ ...clean, ...files, 'libs/auth/src/egg.ts': egg }), folders);
    expect([...found].sort()).toEqual(Object.keys(planted).sort());
  });
});

describe('a browser app', () => {
  const dashboard = {
    'apps/api/src/main.ts': 'export const api = 1;\n',
    'apps/dashboard/package.json': JSON.stringify({
      name: 'dashboard',
      version: '1.0.0',
      dependencies: { react: '1' },
    }),
    'apps/dashboard/tsconfig.json': JSON.stringify({
      compilerOptions: { lib: ['es2023', 'dom'], jsx: 'react-jsx', module: 'esnext', moduleResolution: 'bundler' },
      include: ['src'],
    }),
    'apps/dashboard/src/main.tsx':
      "import { createElement } from 'react';\nimport { title } from './title';\n\ndocument.title = title;\nexport const app = createElement('main');\n",
    'apps/dashboard/src/title.ts': "export const title = 'Reelway';\n",
    'apps/dashboard/src/title.spec.ts': "it('passes', () => undefined);\n",
    'node_modules/react/index.js': 'exports.createElement = (name) => name;',
    'node_modules/react/package.json': '{"name":"react","version":"1.0.0"}',
  };

  it('is neither compiled by Nest nor typed or imported with it', () => {
    const directory = plant(dashboard);
    const { output: built } = runNode(
      `const { builtFolders, browserApps } = await import(${JSON.stringify(join(root, 'scripts/workspace.mjs'))});
      console.log(JSON.stringify([builtFolders(${JSON.stringify(directory)}), browserApps(${JSON.stringify(directory)})]));`,
    );
    expect(JSON.parse(built)).toEqual([['apps/api'], ['apps/dashboard']]);
    expect(run(directory, 'tsc', '--listFilesOnly', '-p', 'tsconfig.json').output).not.toContain('apps/dashboard');
    expect(cruise(directory, ['apps'])).toEqual([]);
  });

  it('shares no code with the backend, in either direction', () => {
    const planted = {
      'dashboard-stands-alone: apps/dashboard/src/borrowed.ts':
        "import { core } from '../../../libs/core/src/index';\nexport const a = core;",
      'no-app-to-app: apps/dashboard/src/neighbour.ts':
        "import { api } from '../../api/src/main';\nexport const b = api;",
      'nothing-imports-dashboard: libs/core/src/page.ts':
        "import { title } from '../../../apps/dashboard/src/title';\nexport const c = title;",
    };
    const files = Object.fromEntries(
      Object.entries(planted).map(([key, text]) => [key.split(': ')[1] as string, text]),
    );
    const core = { 'libs/core/src/index.ts': 'export const core = 1;\n' };
    const found = cruise(plant({ ...dashboard, ...core, ...files }), ['apps', 'libs']);
    expect(found).toEqual(expect.arrayContaining(Object.keys(planted)));
  });

  it('is linted by rules for React, formatted, and searched for unused code as a package of its own', () => {
    const directory = plant({
      ...dashboard,
      'apps/dashboard/src/list.tsx':
        "export const list = () => ['a'].map((text) => <li>{text}</li>);\nexport const orphan = 1;\n",
    });
    const { output: lint } = run(directory, 'oxlint', 'apps/dashboard');
    expect(lint).toContain('jsx-key');
    expect(lint).not.toContain('title.ts');
    expect(run(directory, 'biome', 'check', 'apps/dashboard/src/main.tsx').passed).toBe(true);
    const { output: unused } = run(directory, 'knip', '--reporter', 'compact');
    expect(unused).toContain('apps/dashboard/src/list.tsx');
    expect(unused).not.toContain('title.ts');
    expect(unused).not.toContain('react');
  });
});

describe('lint rules', () => {
  const violations: Record<string, string> = {
    'no-floating-promises': 'export function f() {\n  Promise.resolve(1);\n}\n',
    'no-misused-promises': 'export function f(list: string[]) {\n  list.forEach(async () => Promise.resolve());\n}\n',
    'no-explicit-any': 'export const f = (x: any) => String(x);\n',
    'switch-exhaustiveness-check':
      "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n}\n",
    'no-process-env': 'export const f = process.env.HOME;\n',
    'no-console': "console.log('x');\nexport const f = 1;\n",
    'no-default-export': 'export default 1;\n',
    'max-lines': 'export {};\n'.repeat(301),
    'max-lines-per-function': `export function f() {\n${'  f();\n'.repeat(51)}}\n`,
    'filename-case': 'export const f = 1;\n',
  };

  it('find each kind of violation', () => {
    const names = Object.keys(violations).map(
      (rule) => [rule, `libs/core/src/${rule === 'filename-case' ? 'camelCase' : rule}.ts`] as const,
    );
    const directory = plant(Object.fromEntries(names.map(([rule, path]) => [path, violations[rule] as string])));
    const { output } = run(directory, 'oxlint', '--type-aware', '--format', 'unix');
    for (const [rule, path] of names)
      expect(output.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`^${path}:.*\\b${rule}\\b(?!-)`)));
  });
});

describe('unused code', () => {
  it('finds a file, an export and a dependency that nobody uses', () => {
    const directory = plant({
      'apps/api/src/main.ts': "import { used } from './module';\nused();\n",
      'apps/api/src/module.ts': 'export const used = () => 1;\nexport const orphan = 2;\n',
      'apps/api/src/dead-file.ts': 'export const dead = 1;\n',
    });
    const { passed, output } = run(directory, 'knip', '--reporter', 'compact');
    expect(passed).toBe(false);
    expect(output).toContain('dead-file.ts');
    expect(output).toContain('orphan');
    expect(output).toContain('stripe');
  });
});

describe('format', () => {
  it('finds a file that the formatter would change', () => {
    const directory = plant({
      'libs/core/src/a.ts': 'export const a = "b"\n',
      'libs/core/src/b.ts': "export const b = 'b';\n",
    });
    const { passed, output } = run(directory, 'biome', 'format');
    expect(passed).toBe(false);
    expect(output).toContain('a.ts');
    expect(output).not.toContain('b.ts');
  });
});
