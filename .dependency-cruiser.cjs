// The star rule of ARCHITECTURE.md, executable: apps combine libs, libs never import each other, everything points to
// core and media.
/** Every vendor's SDK is in this list. */
const SDK_PACKAGES = [
  'stripe',
  '@aws-sdk/',
  '@smithy/',
  '@google-cloud/',
  'googleapis',
  'google-auth-library',
  'nodemailer',
  'mailgun\\.js',
  'discord\\.js',
].map((name) => `node_modules/${name}`);

/** Folders of an app that every feature of the app may use. */
const SHARED_IN_APPS = '^apps/api/src/(http|responses)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'libs-import-foundation-only',
      comment:
        'A feature lib imports the foundation (@app/core, @app/media) and nothing else of ours; code that combines libs lives in an app.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: '^libs/(core|media)/' },
      to: { path: '^(libs|apps|migrations)/', pathNot: ['^libs/$1/', '^libs/(core|media)/'] },
    },
    {
      name: 'foundation-knows-no-feature',
      comment: 'media imports core, core imports no lib: the foundation must not depend on what is built on it.',
      severity: 'error',
      from: { path: '^libs/(core|media)/' },
      to: { path: '^(libs|apps|migrations)/', pathNot: ['^libs/$1/', '^libs/core/'] },
    },
    {
      name: 'generic-code-knows-no-provider',
      comment:
        "Only a lib's index and modules import the folder of one provider; other code reads the list in providers/index.ts.",
      severity: 'error',
      from: {
        path: '^libs/([^/]+)/src/',
        pathNot: ['^libs/[^/]+/src/(providers/|index\\.ts$|[^/]+\\.module\\.ts$)', '\\.spec\\.ts$'],
      },
      to: { path: '^libs/$1/src/providers/[^/]+/' },
    },
    {
      name: 'providers-know-no-provider',
      comment: 'A provider stands alone; code that two providers share belongs to their lib.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/providers/([^/]+)/' },
      to: { path: '^libs/$1/src/providers/[^/]+/', pathNot: '^libs/$1/src/providers/$2/' },
    },
    {
      name: 'public-index-only',
      comment: 'Import another lib through its index.ts (@app/<lib>), never deeper.',
      severity: 'error',
      from: { path: '^(libs/[^/]+/|apps/|src/|migrations/|test/|bench/)' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^$1'] },
    },
    {
      name: 'no-app-to-app',
      comment: 'Apps do not import each other; share code through a lib.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'features-import-no-feature',
      comment:
        'A feature of an app imports libs and the shared folders of its app. Move code that two features need there. Exceptions: ARCHITECTURE.md.',
      severity: 'error',
      from: {
        path: '^apps/(api|worker)/src/([^/]+)/',
        pathNot: [
          '^apps/api/src/shotstack/',
          '^apps/worker/src/(maintenance/tasks|data-subject/sources)\\.ts$',
          '\\.spec\\.ts$',
        ],
      },
      to: { path: '^apps/$1/src/[^/]+/', pathNot: ['^apps/$1/src/$2/', SHARED_IN_APPS] },
    },
    {
      name: 'shotstack-imports-renders-only',
      comment:
        "Shotstack's edit API offers our renders in another format, so it may import that feature, and no other.",
      severity: 'error',
      from: { path: '^apps/api/src/shotstack/' },
      to: { path: '^apps/api/src/[^/]+/', pathNot: ['^apps/api/src/(shotstack|renders)/', SHARED_IN_APPS] },
    },
    {
      name: 'emulators-stand-alone',
      comment: 'An emulator that shares our code would share our misunderstandings.',
      severity: 'error',
      from: { path: '^apps/emulators/' },
      to: { path: '^(libs|migrations)/' },
    },
    {
      name: 'dashboard-stands-alone',
      comment: 'A browser app knows the API only through its contract, openapi.json, and none of its code.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(libs|src|migrations|test|bench|scripts)/' },
    },
    {
      name: 'nothing-imports-dashboard',
      comment: 'A browser app is a separate package: it is served, never imported.',
      severity: 'error',
      from: { pathNot: '^apps/dashboard/' },
      to: { path: '^apps/dashboard/' },
    },
    {
      name: 'nothing-imports-commands',
      comment: 'src holds one-shot commands: they combine everything, and nothing imports them.',
      severity: 'error',
      from: { pathNot: '^(src|test|bench)/' },
      to: { path: '^src/' },
    },
    {
      name: 'tests-start-postgres-only',
      comment: 'Tests and benchmarks run commands as processes; they share only the embedded Postgres with npm start.',
      severity: 'error',
      from: { path: '^(test|bench)/' },
      to: { path: '^src/', pathNot: '^src/start/(postgres/|free-port\\.ts$)' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/|\\.spec\\.ts$' },
      to: { path: '^(test|bench)/|\\.(spec|int-spec|e2e-spec|contract)\\.ts$' },
    },
    {
      name: 'sdk-only-in-providers',
      comment: "Only the adapter in providers/<name>/ imports a vendor's SDK.",
      severity: 'error',
      from: { path: '^(apps|libs|src)/', pathNot: '^libs/[^/]+/src/providers/[^/]+/' },
      to: { path: SDK_PACKAGES },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would escape every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-packages-in-production',
      severity: 'error',
      from: { path: '^(apps|libs|src|migrations)/', pathNot: ['\\.spec\\.ts$', '^apps/dashboard/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that package.json does not list may vanish with the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|apps/[^/]+/dist|\\.data)|^(\\.\\./)+dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
