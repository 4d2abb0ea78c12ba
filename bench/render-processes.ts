import { linkSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '@app/core';
import { FfmpegLocatorService, MediaEnv } from '@app/media';
import {
  type ProcessOptions,
  planInProcess,
  renderInProcess,
  renderSegmentInProcess,
  validateEdit,
} from '@app/render-proxy';
import { childSeconds, ownSeconds } from './processor-seconds';

/** Short enough for the peak of a render of a second, long enough not to slow it down. */
const LOOK_EVERY_MS = 50;

/** The smallest render: little more than the start of a process. */
const TITLE = {
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Title' }, start: 0, length: 1 }] }] },
  output: { format: 'png', size: { width: 16, height: 16 } },
};

/** What a render took, with the start of its process. */
export interface RenderUse {
  file: string;
  frames: number;
  /** Wall time. */
  seconds: number;
  /** Of the render process and its ffmpeg processes. */
  processorSeconds: number;
  /** Of the render process alone. */
  paintingSeconds: number;
  /** Highest sum of the proportional memory (PSS) of these processes; NaN when it was not requested. */
  megabytes: number;
}

/** Starts render processes as a worker does for renders that are too long for its spare process. */
export class RenderProcesses {
  private readonly locator = new FfmpegLocatorService(readEnv(MediaEnv));
  private works = 0;

  /** @param directory of the sources, which edits name without a folder */
  constructor(private readonly directory: string) {}

  async render(edit: object, look: { atMemory: boolean } = { atMemory: false }): Promise<RenderUse> {
    const options = await this.options();
    const others = new Set(childrenOf('self'));
    const use = { painting: Number.NaN, megabytes: look.atMemory ? 0 : Number.NaN };
    const timer = setInterval(() => {
      const leader = childrenOf('self').find((pid) => !others.has(pid));
      if (leader === undefined) return;
      use.painting = ownSeconds(leader) || use.painting;
      if (look.atMemory) use.megabytes = Math.max(use.megabytes, proportionalMegabytes(leader));
    }, LOOK_EVERY_MS);
    const [started, used] = [performance.now(), childSeconds()];
    try {
      const { file, frames } = await renderInProcess(validateEdit(edit), options);
      return {
        file,
        frames,
        seconds: (performance.now() - started) / 1_000,
        processorSeconds: childSeconds() - used,
        paintingSeconds: use.painting,
        megabytes: use.megabytes,
      };
    } finally {
      clearInterval(timer);
    }
  }

  /**
   * Encodes the pictures of an edit as segments.
   * @returns their estimated processor seconds, and those that they took without the start of their processes
   */
  async encodeSegments(edit: object): Promise<{ estimated: number; used: number }> {
    const start = (await this.render(TITLE)).processorSeconds;
    const plan = await planInProcess(validateEdit(edit), await this.options());
    const pictures = plan?.segments.filter(({ kind }) => kind === 'video') ?? [];
    const before = childSeconds();
    for (const { position } of pictures) if (plan) await renderSegmentInProcess(plan, position, await this.options());
    return {
      estimated: pictures.reduce((sum, segment) => sum + segment.estimatedProcessorSeconds, 0),
      used: childSeconds() - before - pictures.length * start,
    };
  }

  /** For one render process, which takes the sources away. */
  private async options(): Promise<ProcessOptions> {
    const folder = join(this.directory, `work-${this.works++}`);
    mkdirSync(folder);
    const names = readdirSync(this.directory).filter((name) => statSync(join(this.directory, name)).isFile());
    const delivered = names.map((name) => {
      const path = join(folder, name);
      linkSync(join(this.directory, name), path);
      return [name, { path, bytes: statSync(path).size }];
    });
    return {
      destination: join(folder, 'result'),
      workRoot: folder,
      delivered: Object.fromEntries(delivered) as ProcessOptions['delivered'],
      ffmpeg: await this.locator.find(),
    };
  }
}

function childrenOf(pid: string): string[] {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'));
    return children.flatMap((list) => list.split(' ')).filter(Boolean);
  } catch {
    return [];
  }
}

/** Each page that several processes share counts once among them. */
function proportionalMegabytes(leader: string): number {
  const sizes = [leader, ...childrenOf(leader)].map((pid) => {
    try {
      const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
      return Number(kilobytes ?? 0);
    } catch {
      // The process has ended.
      return 0;
    }
  });
  return (sizes.reduce((sum, kilobytes) => sum + kilobytes, 0) * 1_024) / 1e6;
}
