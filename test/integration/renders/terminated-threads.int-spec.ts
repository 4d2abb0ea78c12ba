import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const dist = join(__dirname, '../../../dist/libs');
/** Ends threads at many moments of their start. A process that aborts has a status other than 0. */
const PROGRAM = `
  const { Worker } = require('node:worker_threads');
  (async () => {
    for (let ms = 0; ms < 400; ms += 25) {
      const thread = new Worker(process.argv[1]);
      await new Promise((resolve) => setTimeout(resolve, ms));
      await thread.terminate();
    }
  })();`;

describe('a thread that is terminated while it loads', () => {
  it.each(['render-proxy/src/checking/check-thread.js', 'uploads/src/preview/preview-thread.js'])(
    'does not end the process: %s',
    (thread) => {
      expect(() =>
        execFileSync(process.execPath, ['-e', PROGRAM, join(dist, thread)], { stdio: 'pipe' }),
      ).not.toThrow();
    },
  );

  it.each(['render-proxy/src/checking/check', 'uploads/src/preview/preview'])(
    'imports every ES module that its program requires: %s',
    (name) => {
      const list = `
        const { existsSync, readFileSync } = require('node:fs');
        const { dirname } = require('node:path');
        require(process.argv[1]);
        const packages = Object.keys(require.cache).flatMap((file) => {
          if (!file.includes('node_modules') || !file.endsWith('.js')) return [];
          let folder = dirname(file);
          while (!existsSync(folder + '/package.json')) folder = dirname(folder);
          const { name, type } = JSON.parse(readFileSync(folder + '/package.json', 'utf8'));
          return type === 'module' ? [name] : [];
        });
        process.stdout.write(JSON.stringify([...new Set(packages)].sort()), () => process.exit());`;
      const required = JSON.parse(
        execFileSync(process.execPath, ['-e', list, join(dist, `${name}-program.js`)], { encoding: 'utf8' }),
      ) as string[];
      const imported = `process.stdout.write(JSON.stringify(require(process.argv[1]).ES_MODULES), () => process.exit())`;
      const listed = JSON.parse(
        execFileSync(process.execPath, ['-e', imported, join(dist, `${name}-thread.js`)], { encoding: 'utf8' }),
      ) as string[];
      expect(listed).toEqual(expect.arrayContaining(required));
    },
  );
});
