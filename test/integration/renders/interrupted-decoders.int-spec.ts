import { linkSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderInProcess, validateEdit } from '@app/render-proxy';
import { ffmpegsIn, textOf } from '../../support/harness/processes-in';
import { describeWithFfmpeg, editOf, image, RenderHarness, video } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';

/** A picture that ffmpeg converts for seconds, and a video that it must examine to the end. */
const SOURCES = ['large.tiff', 'long.ts'];

describeWithFfmpeg('a render whose decoder is killed (needs ffmpeg)', () => {
  let harness: RenderHarness;
  let work = '';
  beforeAll(() => {
    harness = new RenderHarness();
    harness.make('large.tiff', '-f', 'lavfi', '-i', 'testsrc2=s=3000x3000,noise=alls=30', '-frames:v', '1');
    const film = ['-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30:d=8', '-c:v', 'mpeg2video', '-q:v', '2'];
    harness.make('long.ts', ...film, '-flags', '+ilme+ildct');
  });
  afterAll(() => harness.close());
  beforeEach(() => (work = mkdtempSync(join(tmpdir(), 'reelway-killed-'))));
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  /** @returns the error of a render whose decoder receives the signal */
  const killed = async (clip: Record<string, unknown>, signal: NodeJS.Signals) => {
    mkdirSync(join(work, 'sources'));
    const delivered = SOURCES.map((name) => {
      const path = join(work, 'sources', name);
      linkSync(harness.path(name), path);
      return [name, { path, bytes: statSync(path).size }] as const;
    });
    const edit = validateEdit(editOf([[clip]]));
    const options = { destination: join(work, 'result'), workRoot: work, delivered: Object.fromEntries(delivered) };
    const running = renderInProcess(edit, options);
    running.catch(() => undefined);
    const [decoder] = await waitUntil(
      () => {
        // Not the one that only tells its version.
        const found = ffmpegsIn(work).filter((pid) => textOf(`/proc/${pid}/cmdline`).includes('source-0'));
        return found.length > 0 ? found : undefined;
      },
      { intervalMs: 1 },
    );
    process.kill(Number(decoder), signal);
    return running.then(
      () => Promise.reject(new Error('the render was completed')),
      (error: unknown) => error,
    );
  };

  it.each([
    ['converts a picture', image('large.tiff'), 'SIGKILL'],
    ['converts a picture', image('large.tiff'), 'SIGTERM'],
    ['examines a video', video('long.ts'), 'SIGKILL'],
  ] as const)('from outside while it %s fails as one that another attempt may complete', async (_, clip, signal) => {
    expect(await killed(clip, signal)).toMatchObject({ code: 'ffmpeg_failed', retryable: true });
  });

  it('by its own crash refuses the file, with which it would crash again', async () => {
    expect(await killed(image('large.tiff'), 'SIGSEGV')).toMatchObject({
      code: 'render_source_refused',
      retryable: false,
      options: { errors: [{ path: 'timeline.tracks[0].clips[0].asset.src' }] },
    });
  });
});
