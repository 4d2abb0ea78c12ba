import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';
import { describeWithFfmpeg } from '../../support/harness/render-harness';

/** A process per render starts in a fraction of a second only as long as it loads little. */
const MOST_MODULES = 450;
const NOT_NEEDED =
  /node_modules\/(@nestjs|rxjs|class-validator|class-transformer|typeorm|pg|fastify|bullmq|zod|@shotstack)\//;

describeWithFfmpeg('a render process (needs ffmpeg)', () => {
  it('loads the modules that paint and encode, and nothing of the rest of the product', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reelway-modules-'));
    const edit = {
      timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hi' }, start: 0, length: 0.2 }] }] },
      output: { format: 'mp4', size: { width: 64, height: 36 } },
    };
    const script = `
      const { standaloneEngine, standaloneFetcher } = require(${JSON.stringify(join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/engine/standalone-engine.js'))});
      const ffmpeg = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', version: 'known', build: 'known' };
      standaloneEngine(standaloneFetcher(), ffmpeg)
        .render(${JSON.stringify(edit)}, { destination: ${JSON.stringify(join(folder, 'result'))}, workRoot: ${JSON.stringify(folder)} })
        .then(() => console.log(JSON.stringify(Object.keys(require.cache))));
    `;
    try {
      const { PATH } = process.env;
      const modules = JSON.parse(
        execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { PATH } }),
      ) as string[];
      expect(modules.filter((file) => NOT_NEEDED.test(file))).toEqual([]);
      expect(modules.length).toBeLessThan(MOST_MODULES);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
