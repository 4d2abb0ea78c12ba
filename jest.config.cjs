const shared = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  runtime: '<rootDir>/test/support/runtime.cjs',
  transform: { '\\.(ts|mjs)$': '<rootDir>/test/support/transform.cjs' },
  moduleNameMapper: { '^@app/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts' },
  clearMocks: true,
  testPathIgnorePatterns: ['/node_modules/'],
};

/** Measures processor time, so it needs the machine to itself: it runs together with the attacks. */
const MEASURING = '<rootDir>/libs/render-proxy/src/linear-time.spec.ts';

/** Each layer is a project: `npx jest --selectProjects unit`. The servers start once for all of them. */
module.exports = {
  rootDir: __dirname,
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/support/summary-reporter.cjs'],
  workerIdleMemoryLimit: '1GB',
  // For tests that hang. A test that waits has its own deadline, and none may depend on the speed of the machine.
  testTimeout: 180_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,src}/**/*.spec.ts'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, MEASURING],
    },
    { ...shared, displayName: 'architecture', testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'] },
    { ...shared, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.int-spec.ts'] },
    { ...shared, displayName: 'contracts', testMatch: ['<rootDir>/test/contracts/**/*.spec.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    // It measures how long others wait, so it needs the machine to itself: `npm run test:hostile`.
    ...(process.env.TEST_HOSTILE
      ? [{ ...shared, displayName: 'hostile', testMatch: ['<rootDir>/test/hostile/**/*.e2e-spec.ts', MEASURING] }]
      : []),
    // Kills hundreds of workers: `npm run publish:prove`.
    ...(process.env.TEST_PROVE
      ? [{ ...shared, displayName: 'prove', testMatch: ['<rootDir>/test/prove/**/*.e2e-spec.ts'] }]
      : []),
  ],
};
