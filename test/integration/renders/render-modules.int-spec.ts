import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';
import { describeWithFfmpeg } from '../../support/harness/render-harness';

/** A process per render starts in a fraction of a second only as long as it loads little. */
const MOST_MODULES = 150;
const NOT_NEEDED =
  /node_modules\/(@nestjs|rxjs|class-validator|class-transformer|typeorm|pg|fastify|bullmq|zod|@shotstack|undici|uuid|htmlparser2|css-tree|css-select)\//;

/** Packages that only the processes that render, the checking threads, or a configured provider need. */
const NOT_YET =
  /node_modules\/(@shotstack|@napi-rs|@resvg|css-tree|css-select|stripe|@aws-sdk|@google-cloud|ioredis|nodemailer|postal-mime|saxes)\//;

it('an API and a worker load the packages of renders and of providers when they first need them', () => {
  const script = `
    require('reflect-metadata');
    for (const app of ['api/src/api.module.js', 'worker/src/worker.module.js'])
      require(${JSON.stringify(join(PACKAGE_ROOT, 'dist/apps'))} + '/' + app);
    console.log(Object.keys(require.cache).join('\\n'));
  `;
  const { PATH } = process.env;
  const modules = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { PATH } }).split('\n');
  expect(modules.filter((file) => NOT_YET.test(file))).toEqual([]);
  expect(modules.some((file) => file.includes('/typeorm/'))).toBe(true);
});

describeWithFfmpeg('a render process (needs ffmpeg)', () => {
  it('loads the modules that read its environment, paint and encode, and nothing of the rest of the product', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-modules-'));
    const edit = {
      timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hi' }, start: 0, length: 0.2 }] }] },
      output: { format: 'mp4', size: { width: 64, height: 36 } },
    };
    const script = `
      const { GlobalFonts } = require(${JSON.stringify(require.resolve('@napi-rs/canvas'))});
      const { standaloneEngine, standaloneFetcher } = require(${JSON.stringify(join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/engine/standalone-engine.js'))});
      standaloneEngine(standaloneFetcher())
        .render(${JSON.stringify(edit)}, { destination: ${JSON.stringify(join(folder, 'result'))}, workRoot: ${JSON.stringify(folder)} })
        .then(() => console.log(JSON.stringify([Object.keys(require.cache), GlobalFonts.families.map(({ family }) => family)])));
    `;
    try {
      const { PATH } = process.env;
      const [modules, families] = JSON.parse(
        execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { PATH } }),
      ) as [string[], string[]];
      expect(modules.filter((file) => NOT_NEEDED.test(file))).toEqual([]);
      expect(modules.length).toBeLessThan(MOST_MODULES);
      // The title has none, and their font is large.
      expect(families).not.toContain('Noto Color Emoji emoji');
      expect(families).toContain('Open Sans latin');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
