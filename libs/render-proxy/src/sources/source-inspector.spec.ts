import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FfmpegLocatorService, MediaEnv, MediaProbe, svgProblem } from '@app/media';
import { EditCheckService } from '../checking/edit-check.service';
import { RenderProxyEnv } from '../render-proxy.config';
import { SourceInspector } from './source-inspector';

const MB = 2 ** 20;
/** Disturbances only make a measurement worse, so one good measurement is enough. */
const ATTEMPTS = 50;

describe('the inspection of SVG sources', () => {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-svg-'));
  const path = join(directory, 'source.svg');
  const checks = new EditCheckService(new RenderProxyEnv());
  const inspector = new SourceInspector(new MediaProbe(new FfmpegLocatorService(new MediaEnv())), checks);
  afterAll(async () => {
    await checks.onApplicationShutdown();
    rmSync(directory, { recursive: true });
  });
  const inspect = (svg: string) => {
    writeFileSync(path, svg);
    return inspector.inspect(path, 'owner', new AbortController().signal);
  };

  it('accepts a drawing, and refuses forbidden content', async () => {
    expect(await inspect('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>')).toMatchObject({ kind: 'svg' });
    await expect(inspect('<svg><script/></svg>')).rejects.toThrow('<script>');
  });

  it('refuses more than 10 MB', async () => {
    await expect(inspect(`<svg>${' '.repeat(10 * MB)}</svg>`)).rejects.toThrow('larger than 10 MB');
  });

  it('does not block the event loop', async () => {
    const large = `<svg>${'<g href="#a" '.repeat(750_000)}`;
    const began = performance.now();
    svgProblem(large);
    const ownMs = performance.now() - began;
    let shortestMs = Infinity;
    for (let attempt = 0; attempt < ATTEMPTS && shortestMs > ownMs / 2; attempt += 1) {
      writeFileSync(path, large);
      let [last, longestMs] = [performance.now(), 0];
      let isDone = false;
      const turn = () => {
        longestMs = Math.max(longestMs, performance.now() - last);
        last = performance.now();
        if (!isDone) setImmediate(turn);
      };
      setImmediate(turn);
      await inspector.inspect(path, 'owner', new AbortController().signal);
      turn();
      isDone = true;
      shortestMs = Math.min(shortestMs, longestMs);
    }
    expect(shortestMs).toBeLessThan(ownMs / 2);
  });
});
