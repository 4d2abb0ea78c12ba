import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '@app/core';
import { type ProcessOptions, renderInProcess, validateEdit } from '@app/render-proxy';
import { processesIn } from '../../support/harness/processes-in';
import { describeWithFfmpeg, editOf } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';

const NOISE = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><filter id="f"><feTurbulence baseFrequency="0.9" numOctaves="8"/></filter><rect width="2000" height="2000" filter="url(#f)"/></svg>`;

describeWithFfmpeg('a render that exceeds its limits (needs ffmpeg)', () => {
  let work = '';
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'reelway-limits-test-'));
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  const render = (edit: unknown, limits: ProcessOptions['limits']) =>
    renderInProcess(validateEdit(edit), { destination: join(work, 'result'), workRoot: work, limits });
  const moving = () =>
    editOf([[{ asset: { type: 'title', text: 'COSTLY' }, start: 0, length: 30, effect: 'zoomIn' }]], {
      size: { width: 1280, height: 720 },
      fps: 60,
    });

  it.each([
    ['while it paints frame after frame', moving],
    [
      'while one call blocks its event loop',
      () => editOf([[{ asset: { type: 'svg', src: NOISE }, start: 0, length: 1 }]]),
    ],
  ])('on processor time is killed %s, with its ffmpeg processes', async (_name, edit) => {
    const error = await render(edit(), { processorSeconds: 2, memoryMb: 900 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'render_too_expensive', kind: 'invalid', retryable: false });
    // A delayed watch measures late.
    expect((error as AppError).options.extra?.processor_seconds).toBeGreaterThan(1);
    await waitUntil(() => processesIn(work).length === 0);
    expect(readdirSync(work).filter((name) => name !== 'result')).toEqual([]);
  });

  it('on memory is killed, or is refused more by the system', async () => {
    await expect(render(moving(), { processorSeconds: 60, memoryMb: 80 })).rejects.toMatchObject({
      code: 'render_too_expensive',
      message: expect.stringContaining('memory'),
    });
  });
});
