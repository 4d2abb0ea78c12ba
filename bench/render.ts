import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureEstimates } from './cost-estimates';
import { type ArmResult, interleave, median } from './measurement';
import { childSeconds } from './processor-seconds';
import { RenderProcesses } from './render-processes';
import { type Section, section } from './section';

const FPS = 30;
const MEMORY_GOAL_MB = 450;
const ENCODE = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'];

/**
 * The overhead of a render process over a plain encode of the same frames: same encoder, same settings, same run. The
 * start of the process counts.
 */
export async function measureRenders(pace: { rounds: number; seconds: number }): Promise<Section[]> {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-render-'));
  const renders = new RenderProcesses(directory);
  const stills = 'Five stills with effects, transitions and titles, 1080p30';
  try {
    makeSources(directory, pace.seconds);
    return [
      ...(await compare('Joining two clips, 1080p30', joinEdit(pace.seconds), renders, pace.rounds)),
      ...(await compare(stills, slideshowEdit(pace.seconds), renders, pace.rounds)),
      ...(await measureMemory(renders, pace)),
      await measureEstimates(renders, estimatedEdits(pace.seconds)),
    ];
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

const PROCESSOR_FIGURES = [
  'plain x264 encode',
  'render',
  '… the render process alone',
  '… its ffmpeg processes',
] as const;

async function compare(title: string, edit: object, renders: RenderProcesses, rounds: number): Promise<Section[]> {
  const { file, frames } = await renders.render(edit);
  const encode = plainEncode(file);
  const perSecond = (seconds: number) => (seconds / frames) * FPS;
  const [plain, whole, own, children] = PROCESSOR_FIGURES;
  const measured = new Figures(PROCESSOR_FIGURES);
  const arms = [
    {
      name: plain,
      measure: () => {
        const [started, used] = [performance.now(), childSeconds()];
        encode();
        measured.add(plain, perSecond(childSeconds() - used));
        return Promise.resolve(perSecond((performance.now() - started) / 1_000));
      },
    },
    {
      name: whole,
      measure: async () => {
        const used = await renders.render(edit);
        measured.add(whole, perSecond(used.processorSeconds));
        measured.add(own, perSecond(used.paintingSeconds));
        measured.add(children, perSecond(used.processorSeconds - used.paintingSeconds));
        return perSecond(used.seconds);
      },
    },
  ];
  const wall = await interleave(arms, rounds);
  const decoding = 'Wall time; the start of the render process and decoding of the sources included.';
  const processor = 'User and system time of all processes; hardly moved by what else runs on the machine.';
  return [
    section(title, 's per second of video', decoding, wall),
    section(`${title} (processor)`, 'processor s per second of video', processor, measured.results()),
  ];
}

/** Encodes the frames of a video again, from uncompressed ones. */
function plainEncode(file: string): () => void {
  const raw = `${file}.yuv`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', raw]);
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '1920x1080', '-r', String(FPS), '-i', raw];
  // With the same low priority as the engine's own ffmpeg processes; otherwise the load of the machine would only
  // affect those.
  const args = ['-n', '5', 'ffmpeg', '-v', 'error', '-y', ...input, ...ENCODE, `${raw}.mp4`];
  return () => void execFileSync('nice', args);
}

/** Further figures of each round; the first is not counted. */
class Figures {
  private readonly rounds: Map<string, number[]>;

  /** @param names in the order of the results */
  constructor(names: readonly string[]) {
    this.rounds = new Map(names.map((name) => [name, []]));
  }

  add(name: string, figure: number): void {
    this.rounds.set(name, [...(this.rounds.get(name) ?? []), figure]);
  }

  results(): ArmResult[] {
    return [...this.rounds].map(([name, all]) => ({ name, rounds: all.slice(1), median: median(all.slice(1)) }));
  }
}

/** Peak memory of a render process and its children: with few and with many clips, and of large pictures. */
async function measureMemory(renders: RenderProcesses, pace: { rounds: number; seconds: number }): Promise<Section[]> {
  const clipsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      asset: { type: 'video', src: 'small.mp4', trim: (index % 6) / 2 },
      start: index / 4,
      length: 0.25,
    }));
  const many = [5, 20, 80].map((count) => {
    const edit = { timeline: { tracks: [{ clips: clipsOf(count) }] }, output: { format: 'mp4', resolution: 'hd' } };
    return { name: `${count} clips`, edit };
  });
  const large = [
    { name: 'joining two clips', edit: joinEdit(pace.seconds) },
    { name: 'five stills', edit: slideshowEdit(pace.seconds) },
  ];
  const note = `Highest sum of the memory of the render process and its ffmpegs; pages that they share count once (PSS). The goal is ${MEMORY_GOAL_MB}.`;
  const measured = async (title: string, edits: readonly { name: string; edit: object }[]) => {
    const arms = edits.map(({ name, edit }) => ({
      name,
      measure: async () => (await renders.render(edit, { atMemory: true })).megabytes,
    }));
    return section(`Memory of a render, ${title}`, 'MB', note, await interleave(arms, Math.min(pace.rounds, 2)));
  };
  return [await measured('720p25', many), await measured('1080p30', large)];
}
