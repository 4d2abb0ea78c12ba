import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const foldersIn = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const filesBelow = (path: string) =>
  readdirSync(join(root, path), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile()
      ? [
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .replaceAll('\\', '/'),
        ]
      : [],
  );

const libs = foldersIn('libs');
/** Apps with their own package.json run in a browser and follow conventions of their own. */
const nestApps = foldersIn('apps').filter((app) => !existsSync(join(root, 'apps', app, 'package.json')));
const sources = [...nestApps.map((app) => `apps/${app}`), 'libs', 'src', 'migrations', 'test', 'bench']
  .flatMap(filesBelow)
  .filter((file) => file.endsWith('.ts'));
const production = sources.filter((file) => /^(apps|libs|src)\//.test(file) && !file.endsWith('.spec.ts'));

/**
 * "shotstack" here is a destination in an edit, "template" an HTML element, "redis" and "local" are the two ways of
 * counting limits, and "local" is the time of a place; none selects a provider.
 */
const EXEMPT = [
  'libs/render-proxy/src/engine/support-table.ts',
  'libs/render-proxy/src/engine/html/read-html.ts',
  'libs/core/src/http/rate-limit/rate-limiter.service.ts',
  'libs/media/src/telemetry/alignment/candidates.ts',
  'libs/media/src/telemetry/alignment/video-starts.ts',
];

describe('libs', () => {
  it.each(libs)('%s has its index and module', (lib) => {
    const expected = ['index.ts', ...(lib === 'core' ? [] : [`${lib}.module.ts`])];
    expect(readdirSync(join(root, 'libs', lib, 'src'))).toEqual(expect.arrayContaining(expected));
  });

  it('define errors in files of that name, and each error has code that throws it', () => {
    const defining = production.filter((file) => /\bdefineError\(/.test(read(file)));
    expect(defining.filter((file) => !/\.errors\.ts$|^libs\/core\/src\/errors\/app-error\.ts$/.test(file))).toEqual([]);
    const others = production.filter((file) => !file.endsWith('.errors.ts')).map(read);
    const names = defining.flatMap((file) =>
      [...read(file).matchAll(/export const (\w+) = defineError\(/g)].map(([, name]) => String(name)),
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !others.some((text) => new RegExp(`\\b${name}\\b`).test(text)))).toEqual([]);
  });

  it('each have an alias and a project', () => {
    const paths = (JSON.parse(read('tsconfig.json')) as { compilerOptions: { paths: Record<string, string[]> } })
      .compilerOptions.paths;
    const { projects } = JSON.parse(read('nest-cli.json')) as { projects: Record<string, unknown> };
    expect(paths).toEqual(Object.fromEntries(libs.map((lib) => [`@app/${lib}`, [`./libs/${lib}/src/index.ts`]])));
    expect(Object.keys(projects).sort()).toEqual([...libs, ...nestApps].sort());
  });

  /** Billing has no port: ADR 21. */
  const withPort = libs.filter((lib) => lib !== 'billing' && existsSync(join(root, 'libs', lib, 'src/providers')));
  const definitionFaults = (name: string, definition: string, list: string): string[] => [
    ...(new RegExp(`ProviderDefinition<[^>]+, '${name}'>`).test(definition) ? [] : ['does not export its definition']),
    ...(definition.match(/^export /gm)?.length === 1 ? [] : ['exports more than its definition']),
    ...(new RegExp(`\\[[^\\]]*\\b${name}\\b[^\\]]*\\] as const satisfies readonly ProviderDefinition<`).test(list)
      ? []
      : ['is not in the list']),
  ];

  it.each(withPort)('%s: every provider folder exports one definition, which is listed', (lib) => {
    const list = read(`libs/${lib}/src/providers/index.ts`);
    const folders = foldersIn(`libs/${lib}/src/providers`);
    const faults = folders.flatMap((name) =>
      definitionFaults(name, read(`libs/${lib}/src/providers/${name}/index.ts`), list).map(
        (fault) => `${name} ${fault}`,
      ),
    );
    expect(folders.length).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  it.each([
    [
      "export const toy: ProviderDefinition<Store, 'toy'> = x;",
      'export const all = [a, b] as const satisfies readonly ProviderDefinition<Store>[];',
    ],
    [
      "export const toy = { name: 'toy' };",
      'export const all = [a, toy] as const satisfies readonly ProviderDefinition<Store>[];',
    ],
    [
      "export const toy: ProviderDefinition<Store, 'toy'> = x;\nexport const more = 1;",
      'export const all = [toy] as const satisfies readonly ProviderDefinition<Store>[];',
    ],
  ])('notices a provider that breaks the pattern: %s', (definition, list) =>
    expect(definitionFaults('toy', definition, list)).toHaveLength(1),
  );

  /** Comparisons and look-ups of a provider's name, casts to a type of names, and names in SQL. */
  const NAMED = (names: string) =>
    new RegExp(
      [
        `[!=]==? '(${names})'|case '(${names})'|as (Storage|RenderProvider)Name|'(${names})'\\s*[!=]==`,
        `\\[[^\\]]*'(${names})'[^\\]]*\\](\\.includes|\\)\\.has)\\(|\\{[^{}]*\\b(${names}):[^{}]*\\}\\[`,
        `provider in \\('|\\bin \\([^)]*'(${names})'|\\b[a-z_.]+ ?(=|<>|!=|is (not )?distinct from) ?'(${names})'`,
      ].join('|'),
    );
  const namesOf = (lib: string) => foldersIn(`libs/${lib}/src/providers`).join('|');
  const decidesByName = (text: string) =>
    NAMED([...new Set(withPort.flatMap((lib) => namesOf(lib).split('|')))].join('|')).test(text);

  it('ask for capabilities, never for the name of a provider', () => {
    const outside = sources.filter(
      (file) =>
        /^(apps\/(api|worker)|libs|migrations)\//.test(file) &&
        !/\/providers\/[^/]+\/|\.spec\.ts$/.test(file) &&
        !EXEMPT.includes(file),
    );
    expect(outside.filter((file) => decidesByName(read(file)))).toEqual([]);
  });

  it.each([
    "store.name === 'gcs' ? a : b",
    'stores.named(row.storage as StorageName)',
    "check (provider in ('local'))",
    "check (platform in ('youtube', 'tiktok'))",
    "select 1 from files where storage = 'gcs'",
    "where platform <> 'tiktok'",
    "['gcs', 'other'].includes(name)",
    "new Set(['gcs']).has(name)",
    '{ tiktok: 1 }[platform]',
  ])('would notice %s', (text) => expect(decidesByName(text)).toBe(true));
});

describe('core', () => {
  /** Terms of the product's domain and of the services it uses. */
  const DOMAIN =
    /renders?\b|render_|shotstack|stripe|discord|mailgun|gcs|video|tiktok|youtube|instagram|facebook|uploads?\b|invoice|subscription|payment|workspace|\btiers?\b|ledger|\bplans?\b|entitle|admin|totp|api.key|sign.?in|hashtag|caption|billing|publication|webhook/gi;
  /**
   * The rules for hashtags, which uploads and platforms both need, the base of every address, the name of HTTP status
   * 402, and the formats of third-party secrets that logs must not show.
   */
  const ALLOWED: Readonly<Record<string, readonly string[]>> = {
    'libs/core/src/hashtags.ts': ['hashtag'],
    'libs/core/src/index.ts': ['hashtag'],
    'libs/core/src/core.config.ts': ['webhook'],
    'libs/core/src/errors/app-error.ts': ['payment'],
    'libs/core/src/errors/problem-details.ts': ['payment'],
    'libs/core/src/logging/redact-secrets.ts': ['admin', 'discord', 'webhook'],
  };
  const domainWords = (file: string, text: string) =>
    [...text.matchAll(DOMAIN)].map(([word]) => word).filter((word) => !ALLOWED[file]?.includes(word.toLowerCase()));

  it('contains no domain term', () => {
    const found = production
      .filter((file) => file.startsWith('libs/core/'))
      .flatMap((file) => domainWords(file, read(file)).map((word) => `${file}: ${word}`));
    expect(found).toEqual([]);
  });

  it.each(['ADMIN_API_KEY?: string;', 'captionOf(text)', "const PATHS = ['/renders/'];", '/** For Stripe. */'])(
    'would not accept %s',
    (text) => expect(domainWords('libs/core/src/planted.ts', text)).not.toEqual([]),
  );
});

describe('files', () => {
  const SUFFIXES =
    'module controller service repository entity dto query response config errors handler guard interceptor strategy decorator filter adapter jobs spec int-spec e2e-spec contract'.split(
      ' ',
    );

  it('are kebab-case with a role from the closed list', () => {
    const odd = sources.filter((file) => {
      const [name = '', ...roles] = basename(file, '.ts').split('.');
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || roles.some((role) => !SUFFIXES.includes(role));
    });
    expect(odd).toEqual([]);
  });

  it('are in folders named by a domain noun', () => {
    expect(sources.filter((file) => /\/(utils?|helpers?|common|shared|misc|lib)\//.test(file))).toEqual([]);
  });

  it('use neither forwardRef nor, outside core and jobs, global modules', () => {
    expect(production.filter((file) => /\bforwardRef\(/.test(read(file)))).toEqual([]);
    expect(production.filter((file) => /@Global\(\)/.test(read(file)) && !/^libs\/(core|jobs)\//.test(file))).toEqual(
      [],
    );
  });

  /** The linter finds only `process.env` itself. */
  const TAKES_ENVIRONMENT = /\{[^{}]*\benv\b[^{}]*\} (= process;|from '(node:)?process')/;

  it('read the environment in one place', () => {
    expect(production.filter((file) => TAKES_ENVIRONMENT.test(read(file)))).toEqual([]);
    expect("import { env } from 'node:process';").toMatch(TAKES_ENVIRONMENT);
    expect('const { env: all } = process;').toMatch(TAKES_ENVIRONMENT);
  });

  it('contain no TODO', () => {
    expect(
      sources.filter(
        (file) => /\b(TODO|FIXME|XXX|HACK)\b/.test(read(file)) && file !== 'test/architecture/conventions.spec.ts',
      ),
    ).toEqual([]);
  });
});

describe('names', () => {
  const ROLE_FILE =
    /^(.+)\.(module|controller|service|repository|handler|guard|interceptor|strategy|filter|adapter)\.ts$/;
  /** Private metaphors. The glossary in CONTRIBUTING.md has the usual word for each. */
  const METAPHORS =
    'pulse endings hints orders places steps records upkeep door doors told wish whoever somebody'.split(' ');
  const wordsOf = (name: string) =>
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .split(/[-._]/);
  const exportsOf = (text: string) =>
    [...text.matchAll(/^export (?:abstract |async )?(?:class|interface|type|enum|const|function\*?) (\w+)/gm)].map(
      ([, name = '']) => name,
    );

  /** The naming faults of a file and of its exports; empty when there are none. */
  function misnamed(file: string, text: string): string[] {
    const [, name, role] = ROLE_FILE.exec(basename(file)) ?? [];
    const expected = name === undefined ? undefined : `${name}-${role}`.replaceAll('-', '');
    const classes = [...text.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, found = '']) => found);
    const hasClass = expected === undefined || classes.some((found) => found.toLowerCase() === expected);
    const metaphors = [basename(file).replace(/\.tsx?$/, ''), ...exportsOf(text)].filter((one) =>
      wordsOf(one).some((word) => METAPHORS.includes(word)),
    );
    return [
      ...(hasClass ? [] : [`${file} exports no class of its name and role, but ${classes.join(', ') || 'none'}`]),
      ...metaphors.map((one) => `${file}: ${one} is a private metaphor`),
    ];
  }

  it('of classes are file name and role, and no name is a private metaphor', () => {
    const screens = filesBelow('apps/dashboard/src').filter((file) => /\.tsx?$/.test(file));
    expect([...production, ...screens].flatMap((file) => misnamed(file, read(file)))).toEqual([]);
  });

  it.each([
    ['apps/dashboard/src/pages/page.tsx', 'export function FrontDoor() {}'],
    ['libs/auth/src/guest.ts', 'export const MOST_WISH_LISTS = 1;'],
    ['libs/billing/src/refund.service.ts', 'export class Refunds {}'],
    ['libs/billing/src/refund.service.ts', 'export const refund = 1;'],
    ['libs/billing/src/stripe.adapter.ts', 'export class StripePayments {}'],
    ['apps/worker/src/renders/render-pulse.ts', 'export class RenderHeartbeat {}'],
    ['apps/worker/src/renders/render-settlement.ts', 'export class RenderEndings {}'],
    ['libs/auth/src/guest.ts', 'export interface DoorKeeper {}'],
  ])('would not accept %s with %s', (file, text) => expect(misnamed(file, text)).not.toEqual([]));

  it.each([
    ['libs/billing/src/stripe-refund.service.ts', 'export class StripeRefundService {}'],
    ['libs/core/src/otp.strategy.ts', 'export type Otp = 1;\nexport abstract class OTPStrategy {}'],
    ['libs/auth/src/audit-record.ts', 'export interface AuditRecord {}'],
  ])('accept %s with %s', (file, text) => expect(misnamed(file, text)).toEqual([]));
});

describe('the repository', () => {
  const tracked = [
    ...['apps', 'libs', 'src', 'migrations', 'test', 'bench', 'scripts', 'docs', 'deploy', '.ci'].flatMap(filesBelow),
    ...readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
  ];
  const ours = tracked.filter((file) => !/(^|\/)(\.env|.*-lock|.*\.log|results\/.*)$/.test(file));

  it('contains no machine-specific path', () => {
    const machinePath = /(^|[\s'"`(=:])\/(home|work|Users|workspaces?)\/[a-z]/m;
    expect(ours.filter((file) => machinePath.test(read(file)))).toEqual([]);
  });

  it('locks packages without addresses, so that any registry serves them', () => {
    const lock = read('package-lock.json');
    expect(lock.match(/"resolved": "https?:[^"]*"/g)).toBeNull();
    expect(read('.npmrc')).not.toMatch(/^\s*(registry|.*_authToken)\s*=/m);
  });
});
