import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ProcessOptions,
  RenderProxyEnv,
  renderInProcess,
  renderTooExpensive,
  SpareRenderProcess,
  validateEdit,
} from '@app/render-proxy';
import { processesIn, textOf } from '../../support/harness/processes-in';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';

const config = new RenderProxyEnv();
const LIMITS = { memoryMb: config.RENDER_MEMORY_MB, processorSeconds: 60 };
/** Processes of this one that render or wait for a render. */
const renderers = (): string[] =>
  readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      new RegExp(`^State:\\s+[^ZX][^]*^PPid:\\s+${process.pid}$`, 'm').test(textOf(`/proc/${pid}/status`)) &&
      textOf(`/proc/${pid}/cmdline`).includes('render-program.js'),
  );

describeWithFfmpeg('the spare render process', () => {
  let work: string;
  let spare: SpareRenderProcess;
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'reelway-spare-'));
    spare = new SpareRenderProcess(config);
  });
  afterEach(async () => {
    await spare.close();
    rmSync(work, { recursive: true, force: true });
  });

  const render = (edit: object, more: Partial<ProcessOptions> = {}) =>
    renderInProcess(validateEdit(edit), {
      destination: join(work, 'result'),
      workRoot: work,
      limits: LIMITS,
      spare,
      ...more,
    });

  it('exists from the end of the first render on, serves one render and is replaced', async () => {
    expect(renderers()).toEqual([]);
    const seen: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const waiting = round > 0 ? await waitUntil(() => renderers().find((pid) => !seen.includes(pid))) : undefined;
      let leader: string | undefined;
      const { file } = await render(titleEdit(), { onProgress: () => (leader ??= processesIn(work)[0]) });
      expect(existsSync(file)).toBe(true);
      expect(leader).toEqual(waiting ?? expect.any(String));
      seen.push(String(leader));
    }
    await waitUntil(() => renderers().length === 1);
    expect(new Set([...seen, ...renderers()]).size).toBe(4);
  });

  it('is not used by work with other limits on memory, or with more processor time', async () => {
    await render(titleEdit());
    expect(spare.take({ ...LIMITS, memoryMb: LIMITS.memoryMb * 4 })).toBeUndefined();
    expect(spare.take({ ...LIMITS, processorSeconds: 10_000 })).toBeUndefined();
    const taken = spare.take(LIMITS);
    expect(taken?.isRunning()).toBe(true);
    taken?.kill();
  });

  it('is killed at the limits of its render, which are lower than its own', async () => {
    await render(titleEdit());
    const long = titleEdit(600, { size: { width: 1280, height: 720 } });
    const error: unknown = await render(long, { limits: { ...LIMITS, processorSeconds: 3 } }).catch(
      (reason: unknown) => reason,
    );
    expect(renderTooExpensive.is(error)).toBe(true);
    await waitUntil(() => processesIn(work).length === 0);
  });

  it('is not handed out when it has ended, and ends with its owner', async () => {
    await render(titleEdit());
    await waitUntil(() => renderers().length === 1);
    const [first] = renderers();
    process.kill(-Number(first), 'SIGKILL');
    await waitUntil(() => renderers().length === 0);
    expect(existsSync((await render(titleEdit())).file)).toBe(true);
    await waitUntil(() => renderers().length === 1);
    await spare.close();
    expect(renderers()).toEqual([]);
    spare.prepare();
    expect(renderers()).toEqual([]);
  });
});
