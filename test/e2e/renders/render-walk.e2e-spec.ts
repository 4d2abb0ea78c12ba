import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join, relative, sep } from 'node:path';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';

const ROOT = join(__dirname, '../../..');
/** Everything from the first hook of the server on. Lower it when the walk gets shorter. */
const MOST_FILES = 45;
const MOST_STEPS = 14;

/** Our files in which a function ran during `work`. */
async function filesThatRan(session: Session, work: () => Promise<unknown>): Promise<string[]> {
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
    .map(({ url }) => relative(ROOT, url.replace(/^file:\/\//, '')).replaceAll(sep, '/'))
    .filter((file) => /^(apps|libs)\//.test(file) && !file.endsWith('/index.ts'))
    .sort();
}

describe('the walk of one edit', () => {
  let here: RenderInstallation;
  const session = new Session();
  beforeAll(async () => {
    here = await RenderInstallation.start();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  });
  afterAll(async () => {
    session.disconnect();
    await here?.close();
  });

  it(`passes at most ${MOST_FILES} of our files before the 201`, async () => {
    await here.render(titleEdit());
    const runs: string[][] = [];
    // Background work of the process may coincide with one of them, but hardly with all.
    for (let run = 0; run < 10; run += 1) runs.push(await filesThatRan(session, () => here.render(titleEdit())));
    const always = runs.reduce((common, files) => common.filter((file) => files.includes(file)));
    expect(always).toContain('apps/api/src/renders/renders.service.ts');
    expect(always.length > MOST_FILES ? always : []).toEqual([]);
  });

  it(`has at most ${MOST_STEPS} files from the route to ffmpeg, and ARCHITECTURE.md lists them`, () => {
    const [, section = ''] = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').split('## The walk of one edit\n');
    const [walk = ''] = section.split('\n## ');
    const steps = [...walk.matchAll(/^\d+\. \[`([^`]+)`\]\(([^)]+)\)/gm)].map(([, , file = '']) => file);
    expect(steps.at(0)).toBe('apps/api/src/renders/renders.controller.ts');
    expect(steps.at(-1)).toBe('libs/media/src/ffmpeg/ffmpeg-runner.ts');
    expect(steps.length).toBeLessThanOrEqual(MOST_STEPS);
  });
});
