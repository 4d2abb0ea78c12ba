import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DnsHostResolver, FetchPolicy, SafeHttpService } from '@app/core';
import { FfmpegLocatorService, FfmpegRunner, MediaProbe } from '@app/media';
import {
  RenderEngine,
  type RenderedFiles,
  type RenderOptions,
  SafeHttpSourceFetcher,
  SourceFetcher,
  validateEdit,
} from '@app/render-proxy';
import { type RgbPicture, readPng } from '../media/read-png';
import { readWav, type Sound } from '../media/read-wav';

/** Rendering needs the real ffmpeg; on a machine without it the names of these suites say so. */
export const hasFfmpeg = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => ['ffmpeg', 'ffmpeg.exe'].some((name) => existsSync(join(folder, name))));
export const describeWithFfmpeg: jest.Describe = hasFfmpeg ? describe : describe.skip;

type Json = Record<string, unknown>;
export type Rgb = [red: number, green: number, blue: number];

/**
 * Reads sources with a plain name from the harness's folder; everything with a scheme goes through the guarded client.
 */
class FolderFetcher extends SourceFetcher {
  constructor(
    private readonly directory: string,
    private readonly web: SourceFetcher,
  ) {
    super();
  }

  async fetch(source: string, destination: string, limits: Parameters<SourceFetcher['fetch']>[2]): Promise<number> {
    if (source.includes(':')) return this.web.fetch(source, destination, limits);
    copyFileSync(join(this.directory, source), destination);
    return statSync(destination).size;
  }
}

/** A folder of small media, the real engine over it, and functions that inspect its results. */
export class RenderHarness {
  readonly directory = mkdtempSync(join(tmpdir(), 'reelway-media-'));
  readonly engine: RenderEngine;
  private readonly http: SafeHttpService;
  private count = 0;

  constructor(allowHosts: readonly string[] = []) {
    const locator = new FfmpegLocatorService({});
    this.http = new SafeHttpService({
      policy: new FetchPolicy(allowHosts),
      resolver: new DnsHostResolver(),
      userAgent: 'test',
    });
    const fetcher = new FolderFetcher(this.directory, new SafeHttpSourceFetcher(this.http));
    this.engine = new RenderEngine(new FfmpegRunner(locator), new MediaProbe(locator), fetcher);
  }

  async close(): Promise<void> {
    await this.http.onApplicationShutdown();
    rmSync(this.directory, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(this.path(name), content);
  }

  /** Creates a source with ffmpeg's own generators. */
  make(name: string, ...args: string[]): void {
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, this.path(name)]);
  }

  /** A picture with a single colour. */
  color(name: string, color: string, size = '160x90'): void {
    this.make(name, '-f', 'lavfi', '-i', `color=c=${color}:s=${size},format=rgb24`, '-frames:v', '1');
  }

  /** `quarters.png`: red and lime above blue and yellow. `halves.mp4`: one second, black left of white. */
  makeQuartersAndHalves(): void {
    const quarters = [
      'x=100:y=0:w=100:h=100:color=lime',
      'x=0:y=100:w=100:h=100:color=blue',
      'x=100:y=100:w=100:h=100:color=yellow',
    ];
    const boxes = quarters.map((box) => `drawbox=${box}:t=fill`).join();
    this.make('quarters.png', '-f', 'lavfi', '-i', `color=c=red:s=200x200,format=rgb24,${boxes}`, '-frames:v', '1');
    const halves = 'color=c=black:s=160x90:r=25:d=1,drawbox=x=80:y=0:w=80:h=90:color=white:t=fill,format=yuv420p';
    this.make('halves.mp4', '-f', 'lavfi', '-i', halves, '-c:v', 'libx264', '-qp', '0');
  }

  async render(edit: unknown, options: Partial<RenderOptions> = {}): Promise<Rendered> {
    const destination = this.path(`result-${this.count++}`);
    return new Rendered(await this.engine.render(validateEdit(edit), { destination, ...options }));
  }
}

/** A finished render, decoded. */
export class Rendered {
  private decoded: RgbPicture | undefined;
  private heard: Sound | undefined;

  constructor(readonly files: RenderedFiles) {}

  get frameCount(): number {
    const { width, height, rgb } = this.decode();
    return rgb.length / (width * height * 3);
  }

  /** The colour at a fraction of the frame (0..1 each way), in the frame at `seconds`. */
  at(seconds: number, x: number, y: number): Rgb {
    const { width, height } = this.decode();
    const { frames, seconds: total } = this.files;
    const frame = Math.min(frames - 1, Math.round(total === 0 ? 0 : (seconds * frames) / total));
    return this.pixel(frame, Math.min(width - 1, Math.floor(x * width)), Math.min(height - 1, Math.floor(y * height)));
  }

  pixel(frame: number, x: number, y: number): Rgb {
    const { width, height, rgb } = this.decode();
    const at = (frame * width * height + y * width + x) * 3;
    return [...rgb.subarray(at, at + 3)] as Rgb;
  }

  /** Average brightness (0..255) of a frame. */
  brightness(frame: number): number {
    const { width, height, rgb } = this.decode();
    const bytes = rgb.subarray(frame * width * height * 3, (frame + 1) * width * height * 3);
    return bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
  }

  /** Loudness in dBFS (RMS) of a stretch of the sound, of all its channels. */
  level(start: number, length: number): number {
    const { rate, channels, samples } = this.listen();
    const [from, to] = [start, start + length].map((seconds) => Math.round(seconds * rate) * channels);
    const part = samples.subarray(from, to);
    const power = part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
    return power === 0 ? -200 : 10 * Math.log10(power);
  }

  probe(): { streams: Json[]; format: Json } {
    const args = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', '-count_frames', this.files.file];
    return JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as { streams: Json[]; format: Json };
  }

  private decode(): RgbPicture {
    const { file, width, height } = this.files;
    this.decoded ??= (file.endsWith('.png') ? readPng(readFileSync(file)) : undefined) ?? {
      width,
      height,
      rgb: this.decodedAs('-vsync', '0', '-vf', 'scale=in_color_matrix=bt709', '-f', 'rawvideo', '-pix_fmt', 'rgb24'),
    };
    return this.decoded;
  }

  private listen(): Sound {
    this.heard ??= readWav(this.decodedAs('-vn', '-c:a', 'pcm_f32le', '-f', 'wav'));
    return this.heard;
  }

  private decodedAs(...form: string[]): Buffer {
    return execFileSync('ffmpeg', ['-v', 'error', '-i', this.files.file, ...form, '-'], { maxBuffer: 2 ** 30 });
  }
}

/** An edit with one track per list of clips; the first is on top. */
export function editOf(tracks: Json[][], output: Json = {}, timeline: Json = {}): Json {
  return {
    timeline: { ...timeline, tracks: tracks.map((clips) => ({ clips })) },
    output: { format: 'mp4', size: { width: 160, height: 90 }, fps: 12, quality: 'veryhigh', ...output },
  };
}

export const image = (src: string, more: Json = {}): Json => ({
  asset: { type: 'image', src },
  start: 0,
  length: 1,
  ...more,
});
export const video = (src: string, asset: Json = {}, more: Json = {}): Json => ({
  asset: { type: 'video', src, ...asset },
  start: 0,
  length: 1,
  ...more,
});

/** Whether each channel is within `tolerance`. */
export function isNear(color: Rgb, wanted: Rgb, tolerance = 24): boolean {
  return color.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= tolerance);
}

export const RED: Rgb = [255, 0, 0];
export const GREEN: Rgb = [0, 255, 0];
export const BLUE: Rgb = [0, 0, 255];
export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [0, 0, 0];
export const YELLOW: Rgb = [255, 255, 0];
