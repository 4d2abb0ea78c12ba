import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '@app/core';
import { FfmpegLocatorService, FfmpegRunner, MediaEnv, MediaProbe } from '@app/media';
import { RenderEngine, SourceFetcher, validateEdit } from '@app/render-proxy';
import { measureEstimates } from './cost-estimates';
import { interleave } from './measurement';
import { processorSeconds } from './processor-seconds';
import { type Section, section } from './section';

const FPS = 30;
const ENCODE = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'];

class FolderFetcher extends SourceFetcher {
  constructor(private readonly directory: string) {
    super();
  }

  fetch(source: string, destination: string): Promise<number> {
    copyFileSync(join(this.directory, source), destination);
    return Promise.resolve(statSync(destination).size);
  }
}

/** The overhead of the local engine over a plain encode of the same frames: same encoder, same settings, same run. */
export async function measureRenders(pace: { rounds: number; seconds: number }): Promise<Section[]> {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-render-'));
  try {
    makeSources(directory, pace.seconds);
    const joined = await compare('Joining two clips, 1080p30', joinEdit(pace.seconds), directory, pace.rounds);
    const slides = await compare(
      'Five stills with effects, transitions and titles, 1080p30',
      slideshowEdit(pace.seconds),
      directory,
      pace.rounds,
    );
    const estimates = await measureEstimates(makeEngine(directory), directory, estimatedEdits(pace.seconds));
    return [...joined, ...slides, await measureMemory(directory, pace.rounds), estimates];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function makeSources(directory: string, seconds: number): void {
  const make = (name: string, ...args: string[]) =>
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, join(directory, name)]);
  const half = seconds / 2 + 0.5;
  for (const name of ['a.mp4', 'b.mp4']) {
    const sound = ['-f', 'lavfi', '-i', `sine=440:d=${half}`];
    make(
      name,
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=1920x1080:r=${FPS},hue=h=${name === 'a.mp4' ? 0 : 90}`,
      ...sound,
      '-t',
      String(half),
      ...ENCODE,
      '-c:a',
      'aac',
    );
  }
  for (let index = 0; index < 5; index++)
    make(
      `${index}.jpg`,
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=2400x1600,hue=h=${index * 70},gblur=sigma=2`,
      '-frames:v',
      '1',
    );
  make('small.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=25:d=4', ...ENCODE);
}

const output = { format: 'mp4', resolution: '1080', fps: FPS };

function joinEdit(seconds: number): object {
  const clip = (src: string, start: number) => ({ asset: { type: 'video', src }, start, length: seconds / 2 });
  return { timeline: { tracks: [{ clips: [clip('a.mp4', 0), clip('b.mp4', seconds / 2)] }] }, output };
}

function slideshowEdit(seconds: number): object {
  const each = seconds / 5;
  const effects = ['zoomIn', 'slideLeft', 'zoomOut', 'slideUp', 'zoomInSlow'];
  const stills = effects.map((effect, index) => ({
    asset: { type: 'image', src: `${index}.jpg` },
    start: index * each,
    length: each,
    effect,
    transition: { in: 'fadeFast', out: 'wipeLeftFast' },
  }));
  const titles = effects.map((text, index) => ({
    asset: { type: 'title', text, position: 'bottom' },
    start: index * each,
    length: each,
    transition: { in: 'fadeFast' },
  }));
  return {
    timeline: { soundtrack: { src: 'a.mp4', effect: 'fadeOut' }, tracks: [{ clips: titles }, { clips: stills }] },
    output,
  };
}

/** Edits of the usual kinds: joined, scaled, below titles, still and moving. */
function estimatedEdits(seconds: number) {
  const video = (src: string, more: object = {}) => ({ asset: { type: 'video', src }, start: 0, length: 4, ...more });
  const title = (more: object = {}) => ({ asset: { type: 'title', text: 'A title' }, start: 0, length: 4, ...more });
  const still = { asset: { type: 'image', src: '0.jpg' }, start: 0, length: 4 };
  const edit = (...tracks: object[]) => ({ timeline: { tracks: tracks.map((clip) => ({ clips: [clip] })) }, output });
  return [
    { name: 'joining two clips', edit: joinEdit(seconds) },
    { name: 'stills with effects, transitions and titles', edit: slideshowEdit(seconds) },
    { name: 'a video that is enlarged', edit: edit(video('small.mp4')) },
    { name: 'a video that zooms', edit: edit(video('a.mp4', { effect: 'zoomIn' })) },
    { name: 'a video below a title', edit: edit(title(), video('a.mp4')) },
    { name: 'a video below a moving title', edit: edit(title({ effect: 'slideLeft' }), video('a.mp4')) },
    { name: 'a picture below a title', edit: edit(title(), still) },
  ];
}

async function compare(title: string, edit: object, directory: string, rounds: number): Promise<Section[]> {
  const engine = makeEngine(directory);
  const { file, frames } = await engine.render(validateEdit(edit), { destination: join(directory, 'first') });
  const raw = join(directory, 'frames.yuv');
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', raw]);
  const encode = () => {
    const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '1920x1080', '-r', String(FPS), '-i', raw];
    // With the same low priority as the engine's own ffmpeg processes; otherwise the load of the machine would only
    // affect those.
    execFileSync('nice', ['-n', '5', 'ffmpeg', '-v', 'error', '-y', ...input, ...ENCODE, join(directory, 'plain.mp4')]);
    return Promise.resolve();
  };
  const render = async () => void (await engine.render(validateEdit(edit), { destination: join(directory, 'again') }));
  const processor: Record<string, number[]> = {};
  const arm = (name: string, work: () => Promise<void>) => ({
    name,
    measure: async () => {
      const [started, used] = [performance.now(), processorSeconds()];
      await work();
      processor[name] = [...(processor[name] ?? []), ((processorSeconds() - used) / frames) * FPS];
      return ((performance.now() - started) / 1000 / frames) * FPS;
    },
  });
  const results = await interleave([arm('plain x264 encode', encode), arm('render', render)], rounds);
  const measured = results.map((result) => {
    const own = (processor[result.name] ?? []).slice(1);
    return { ...result, rounds: own, median: own.toSorted((a, b) => a - b)[Math.floor(own.length / 2)] ?? Number.NaN };
  });
  rmSync(raw);
  return [
    section(
      title,
      's per second of video',
      'Wall time; decoding of the sources included on the side of the render.',
      results,
    ),
    section(
      `${title} (processor)`,
      'processor s per second of video',
      'User and system time of all processes; hardly moved by what else runs on the machine.',
      measured,
    ),
  ];
}

/** Peak resident memory of the process and its children, with few and with many clips. */
async function measureMemory(directory: string, rounds: number): Promise<Section> {
  const engine = makeEngine(directory);
  const clipsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      asset: { type: 'video', src: 'small.mp4', trim: (index % 6) / 2 },
      start: index / 4,
      length: 0.25,
    }));
  const peak = async (count: number) => {
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, residentMegabytes())), 50);
    await engine.render(
      validateEdit({
        timeline: { tracks: [{ clips: clipsOf(count) }] },
        output: { format: 'mp4', resolution: 'hd' },
      }),
      {
        destination: join(directory, 'memory'),
      },
    );
    clearInterval(timer);
    return most;
  };
  const arms = [5, 20, 80].map((count) => ({ name: `${count} clips`, measure: () => peak(count) }));
  return section(
    'Memory of a render, 720p25',
    'MB',
    'Highest sum of resident memory of this process and its ffmpegs.',
    await interleave(arms, Math.min(rounds, 2)),
  );
}

function makeEngine(directory: string): RenderEngine {
  const locator = new FfmpegLocatorService(readEnv(MediaEnv));
  return new RenderEngine(new FfmpegRunner(locator), new MediaProbe(locator), new FolderFetcher(directory));
}

function residentMegabytes(): number {
  if (!existsSync('/proc/self/task')) return Number.NaN;
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '),
  );
  const pages = [String(process.pid), ...children].filter(Boolean).map((pid) => {
    const path = `/proc/${pid}/statm`;
    return existsSync(path) ? Number(readFileSync(path, 'utf8').split(' ')[1]) : 0;
  });
  return (pages.reduce((sum, count) => sum + count, 0) * 4096) / 1e6;
}
