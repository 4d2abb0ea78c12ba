import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { FfmpegLocatorService, type FfmpegRun, FfmpegRunner } from '@app/media';
import { waitUntil } from '../../../../../test/support/harness/wait-until';
import { convertToGif } from './join-pieces';

const COPY_BYTES = 4 << 20;

/** Starts nothing: each pass ends with its input, which the test reads, and reports nothing. */
class SilentRunner extends FfmpegRunner {
  readonly inputs: PassThrough[] = [];

  constructor() {
    super(new FfmpegLocatorService({}));
  }

  override run(): Promise<FfmpegRun> {
    const input = new PassThrough();
    this.inputs.push(input);
    const finished = once(input, 'end').then(() => undefined);
    return Promise.resolve({ input, output: new PassThrough(), finished, processorSeconds: 0, stop: () => undefined });
  }
}

describe('convertToGif', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reelway-gif-'));
    await writeFile(join(directory, 'copy.mkv'), Buffer.alloc(COPY_BYTES));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  // ffmpeg reports nothing before its palette is finished.
  it('shows that each pass works by what it has read', async () => {
    const ffmpeg = new SilentRunner();
    const { signal } = new AbortController();
    let signs = 0;
    const tools = { ffmpeg, signal, directory };
    const converted = convertToGif('copy.mkv', 'video.gif', { format: 'gif' }, tools, () => signs++);
    for (const pass of [0, 1]) {
      const input = await waitUntil(() => ffmpeg.inputs[pass]);
      const before = signs;
      await waitUntil(() => input.writableNeedDrain);
      // A pass that reads nothing shows no sign of work beyond what the pipe holds.
      const held = signs - before;
      expect(held).toBeLessThan(4);
      input.resume();
      await once(input, 'end');
      expect(signs - before).toBeGreaterThan(10 * held);
    }
    await converted;
  });
});
