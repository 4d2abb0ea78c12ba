import { PassThrough } from 'node:stream';
import { FfmpegLocatorService, type FfmpegRun, FfmpegRunner, FontLibrary } from '@app/media';
import type { Layer, MediaFile, Scene, Voice } from '../scene/scene';
import { mixSound } from './mix-sound';
import { PaintedFrames } from './painted-frames';

/** Starts nothing: each run delivers `bytes` zeros and then ends, with `failure` if there is one. */
class FakeRunner extends FfmpegRunner {
  started = 0;
  open = 0;
  mostOpen = 0;

  constructor(
    private readonly bytes: number,
    private readonly failure?: Error,
  ) {
    super(new FfmpegLocatorService({}));
  }

  override run(): Promise<FfmpegRun> {
    this.started++;
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    const output = new PassThrough();
    output.end(Buffer.alloc(this.bytes));
    const finished = this.failure ? Promise.reject(this.failure) : Promise.resolve();
    finished.catch(() => undefined);
    return Promise.resolve({
      input: new PassThrough(),
      output,
      finished,
      processorSeconds: 0,
      stop: () => this.open--,
    });
  }
}

const constant = (initial: number) => ({ initial, stretches: [] });
const file: MediaFile = {
  path: '/media',
  demuxer: 'mov',
  kind: 'video',
  width: 16,
  height: 16,
  seconds: 60,
  hasAudio: true,
  hasAlpha: false,
  moving: true,
};
const voice = (start: number, length: number): Voice => ({
  path: 'timeline.tracks[0].clips[0]',
  file,
  start,
  length,
  trim: 0,
  speed: 1,
  volume: constant(1),
  fade: 'none',
});
const layer = (from: number, to: number): Layer => ({
  path: 'timeline.tracks[0].clips[0]',
  from,
  to,
  seconds: (to - from) / 25,
  content: { kind: 'video', file, part: { x: 0, y: 0, ...size }, trim: 0, speed: 1, hasAlpha: false, loops: false },
  size,
  placement: {
    position: 'center',
    offsetX: constant(0),
    offsetY: constant(0),
    scale: constant(1),
    opacity: constant(1),
    rotate: constant(0),
    skewX: constant(0),
    skewY: constant(0),
    flipX: false,
    flipY: false,
    transition: undefined,
    effect: undefined,
  },
  mattes: [],
});
const size = { width: 16, height: 16 };
const { signal } = new AbortController();

async function mix(voices: readonly Voice[], seconds: number, runner: FfmpegRunner): Promise<void> {
  for await (const block of mixSound(voices, 0, seconds, runner, signal)) expect(block.length).toBeGreaterThan(0);
}

async function paint(layers: Layer[], frames: number, runner: FfmpegRunner): Promise<void> {
  const span = { from: 0, to: frames };
  const scene: Scene = { ...size, fps: { num: 25, den: 1 }, range: span, background: '#000000', layers, voices: [] };
  const fonts = new FontLibrary([], [], '');
  const job = { scene, layers, span, region: { x: 0, y: 0, ...size }, background: '#000000' };
  const painted = new PaintedFrames(job, { fonts, ffmpeg: runner, signal });
  try {
    for (let frame = 0; frame < frames; frame++) await painted.paint(frame);
  } finally {
    await painted.close();
    fonts.dispose();
  }
}

describe('decoders', () => {
  it('of a thousand short sounds, one after the other, are few, and open a few at a time', async () => {
    const runner = new FakeRunner(1_000_000);
    const voices = Array.from({ length: 1_000 }, (_, index) => voice(index / 1_000, 0.001));
    await mix(voices, 1, runner);
    expect([runner.started, runner.open]).toEqual([125, 0]);
    expect(runner.mostOpen).toBeLessThan(20);
  });

  it('of sounds from long files, whose indexes take memory, open one file at a time', async () => {
    const runner = new FakeRunner(1_000_000);
    const film = { ...file, seconds: 3_600 };
    await mix(
      [0, 0.1, 0.2].map((start) => ({ ...voice(start, 0.1), file: film })),
      0.3,
      runner,
    );
    expect([runner.started, runner.open]).toEqual([3, 0]);
  });

  it('of short videos that follow each other on many tracks are open a few at a time', async () => {
    const runner = new FakeRunner(1_000_000);
    const layers = Array.from({ length: 200 }, (_, index) => layer(5 + (index >> 3), 6 + (index >> 3)));
    await paint(layers, 40, runner);
    expect([runner.started, runner.open]).toEqual([200, 0]);
    expect(runner.mostOpen).toBeLessThan(30);
  });

  it('that end early because they failed fail the work, and others leave the rest silent or empty', async () => {
    const failure = new Error('ffmpeg ended with SIGKILL');
    await expect(mix([voice(0, 1)], 1, new FakeRunner(80_000, failure))).rejects.toBe(failure);
    await expect(paint([layer(0, 10)], 10, new FakeRunner(3_000, failure))).rejects.toBe(failure);
    await mix([voice(0, 1)], 1, new FakeRunner(80_000));
    await paint([layer(0, 10)], 10, new FakeRunner(3_000));
  });
});
