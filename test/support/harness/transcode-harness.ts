import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bufferSource,
  FfmpegLocatorService,
  FfmpegRunner,
  type Framing,
  type Hud,
  type HudTelemetry,
  hudSettings,
  MediaProbe,
  type Production,
  planRenditions,
  playsEverything,
  produceRenditions,
  type RenditionDestination,
  readTrack,
  refusesEditLists,
  type Size,
  type SourceVideo,
  sourceVideoOf,
} from '@app/media';
import { type DriveOptions, drive } from '../telemetry/drive';
import { writeGpx } from '../telemetry/write-xml';

/** A frame as RGB. */
export interface DecodedFrame extends Size {
  rgb: Buffer;
}

/** Small videos, the real ffmpeg, and functions that read its results. */
export class TranscodeHarness {
  readonly directory = mkdtempSync(join(tmpdir(), 'reelway-transcode-'));
  private readonly locator = new FfmpegLocatorService({});
  readonly ffmpeg = new FfmpegRunner(this.locator);
  private count = 0;

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** An empty work folder. */
  folder(): string {
    const folder = this.path(`work-${this.count++}`);
    mkdirSync(folder);
    return folder;
  }

  /** Creates a video with ffmpeg's own generators. */
  make(name: string, ...args: string[]): string {
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, this.path(name)]);
    return this.path(name);
  }

  /** A video that needs no encoding: H.264 with BT.709 tags, and a tone as long as its picture. */
  video(name: string, graph: string, ...more: string[]): string {
    const picture = `${graph},scale=in_color_matrix=bt601:out_color_matrix=bt709`;
    const seconds = /\bd=([\d.]+)/.exec(graph)?.[1] ?? '4';
    const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=440:r=48000:d=${seconds}`];
    const codecs = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -ar 48000 -ac 2';
    const tags = '-colorspace bt709 -color_primaries bt709 -color_trc bt709';
    return this.make(name, ...inputs, ...`${codecs} ${tags}`.split(' '), ...more);
  }

  async source(path: string, demuxer = 'mov'): Promise<SourceVideo> {
    const described = await new MediaProbe(this.locator).describe(path, demuxer);
    const video = sourceVideoOf(described, demuxer, statSync(path).size, await playsEverything(path, demuxer));
    if (!video) throw new Error(`${path} has no picture`);
    return video;
  }

  /** A drive with known speed, recorded ten times a second, as an overlay on a video that starts with it. */
  async hud(settings: object, options: DriveOptions = {}, telemetry: Partial<HudTelemetry> = {}): Promise<Hud> {
    const checked = hudSettings(settings);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    const gpx = writeGpx(drive({ rate: 10, ...options }), { speed: 'extension' });
    const track = await readTrack(bufferSource(gpx, 'drive.gpx'));
    return { settings: checked.settings, telemetry: { track, map: { offset: 0, rate: 1 }, ...telemetry } };
  }

  /** Renditions of a video for some destinations. */
  async produce(
    path: string,
    destinations: readonly RenditionDestination[],
    options: Partial<Production> & { framing?: Framing; demuxer?: string } = {},
    ffmpeg = this.ffmpeg,
  ) {
    const { framing = 'blur', demuxer, ...more } = options;
    const video = await this.source(path, demuxer);
    const targets = destinations.map((destination) => ({
      id: destination,
      destination,
      framing,
      hud: Boolean(more.hud),
      refusesEditLists: refusesEditLists(destination),
    }));
    const plan = planRenditions(video, targets);
    const result = await produceRenditions({ source: { path, video }, plan, folder: this.folder(), ...more }, ffmpeg);
    for (const { error } of result.failed) throw error;
    return { video, plan, ...result };
  }

  /** The frame with this number, counted from 0. `over` puts a transparent video on that colour. */
  frame(path: string, number: number, over?: { color: string; decoder?: string }): DecodedFrame {
    const [frame] = over ? this.framesOver(path, number, over) : this.frames(path, number, 1);
    if (!frame) throw new Error(`${path} has no frame ${number}`);
    return frame;
  }

  /** Consecutive frames. */
  frames(path: string, first: number, count: number): DecodedFrame[] {
    const pick = `select='between(n,${first},${first + count - 1})',scale=in_color_matrix=bt709,format=rgb24`;
    return decodedFrames(['-i', path, '-vf', pick, '-vsync', '0', '-frames:v', String(count)]);
  }

  private framesOver(path: string, number: number, { color, decoder }: { color: string; decoder?: string }) {
    const [{ width, height }] = this.streams(path, 'v') as [{ width: number; height: number }];
    const picked = `[0:v]select='eq(n,${number})',setpts=0,scale=in_color_matrix=bt709,format=rgba[f]`;
    const graph = `color=c=${color}:s=${width}x${height}[b];${picked};[b][f]overlay=format=rgb:shortest=1,format=rgb24`;
    return decodedFrames([
      ...(decoder ? ['-c:v', decoder] : []),
      '-i',
      path,
      '-filter_complex',
      graph,
      '-frames:v',
      '1',
    ]);
  }

  /** ffprobe's facts about the streams of a kind, with frames counted. */
  streams(path: string, kind: 'v' | 'a'): Record<string, string | number>[] {
    const args = ['-v', 'error', '-count_frames', '-select_streams', kind, '-show_streams', '-of', 'json', path];
    return (JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as { streams: Record<string, string>[] })
      .streams;
  }
}

/** Decodes to PPM, which tells the size of each frame, so that nobody has to ask ffprobe. */
function decodedFrames(args: readonly string[]): DecodedFrame[] {
  const form = ['-c:v', 'ppm', '-f', 'image2pipe', '-'];
  const stream = execFileSync('ffmpeg', ['-v', 'error', ...args, ...form], { maxBuffer: 1e9 });
  const frames: DecodedFrame[] = [];
  for (let at = 0; at < stream.length; ) {
    const [head, width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(stream.toString('latin1', at, at + 40)) ?? [];
    if (!head) throw new Error('ffmpeg wrote no PPM');
    const [start, size] = [at + head.length, { width: Number(width), height: Number(height) }];
    at = start + size.width * size.height * 3;
    frames.push({ ...size, rgb: stream.subarray(start, at) });
  }
  return frames;
}

/** Mean difference of the colour values of two frames, or of a part of them. */
export function difference(
  a: DecodedFrame,
  b: DecodedFrame,
  part = { x: 0, y: 0, width: a.width, height: a.height },
): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  let total = 0;
  for (let y = part.y; y < part.y + part.height; y++) {
    const row = (y * a.width + part.x) * 3;
    for (let at = row; at < row + part.width * 3; at++) total += Math.abs((a.rgb[at] ?? 0) - (b.rgb[at] ?? 0));
  }
  return total / (part.width * part.height * 3);
}

export function pixel({ width, rgb }: DecodedFrame, x: number, y: number): [number, number, number] {
  const at = (Math.round(y) * width + Math.round(x)) * 3;
  return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
}

/** Number of pixels that differ clearly between two frames of the same size. */
export function changedPixels(a: DecodedFrame, b: DecodedFrame): number {
  let count = 0;
  for (let at = 0; at < a.rgb.length; at += 3)
    if ([0, 1, 2].some((channel) => Math.abs((a.rgb[at + channel] ?? 0) - (b.rgb[at + channel] ?? 0)) > 40)) count++;
  return count;
}
