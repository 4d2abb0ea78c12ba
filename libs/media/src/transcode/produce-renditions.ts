import { stat, unlink, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Size } from '../canvas/geometry';
import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { type EncoderName, isHardware } from '../ffmpeg/video-encoder';
import { composeHud, type Hud } from '../hud/compose-hud';
import { writeHudFiles } from '../hud/hud-graph';
import { libassColors } from '../hud/libass-colors';
import type { BoxLimits } from '../process/process-box';
import { isReallyInterlaced } from './detect-interlacing';
import { framesPerSecond } from './frame-rate';
import type { PlannedRendition, RenditionPlan } from './plan-renditions';
import { type GraphHud, type RenditionGraph, type RenditionSource, renditionArgs } from './rendition-graph';
import type { SourceVideo } from './source-video';
import { finishThumbnails, thumbnailFiles } from './thumbnails';
import { toneMapCube, wideColorOf } from './tone-map';

export interface Production {
  source: { path: string; video: SourceVideo };
  plan: RenditionPlan;
  /** Required when a planned rendition shows the overlay. */
  hud?: Hud;
  /** An existing folder of the caller for all output; the caller removes it. */
  folder: string;
  /** Default: `x264`. */
  encoder?: EncoderName;
  /** Kills ffmpeg; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Receives a share from 0 to 1, which never decreases. */
  onProgress?: (share: number) => void;
}

export interface ProducedRendition {
  rendition: PlannedRendition;
  path: string;
  bytes: number;
  /** JPEG: the sharpest of the examined frames, as the rendition shows it. */
  thumbnail: string;
  /** JPEG: all of those frames. */
  contactSheet: string;
}

export interface ProductionResult {
  produced: ProducedRendition[];
  /** The others are nevertheless complete. */
  failed: { rendition: PlannedRendition; error: Error }[];
  /** Why a hardware encoder was replaced by x264, which made the files then. */
  encoderError?: Error;
}

const THUMBNAILS = 12;

/**
 * Makes the planned renditions, with one ffmpeg process per picture size. Common parts are decoded, framed and drawn
 * once.
 * @throws ffmpegUnavailable, and the reason of the signal
 */
export async function produceRenditions(production: Production, ffmpeg: FfmpegRunner): Promise<ProductionResult> {
  const { plan, signal } = production;
  const source = await prepareSource(production, ffmpeg);
  const groups = bySize(plan.renditions);
  const progress = new ProductionProgress(groups, production);
  let encoder = production.encoder ?? 'x264';
  const result: ProductionResult = { produced: [], failed: [] };
  for (const [index, renditions] of groups.entries()) {
    signal?.throwIfAborted();
    try {
      const group = { number: index + 1, renditions, source, encoder };
      const made = await produceGroup(group, production, ffmpeg, (share) => progress.report(index, share));
      result.produced.push(...made.produced);
      if (made.encoderError) {
        result.encoderError = made.encoderError;
        encoder = 'x264';
      }
    } catch (error) {
      signal?.throwIfAborted();
      result.failed.push(...renditions.map((rendition) => ({ rendition, error: error as Error })));
    }
    progress.report(index, 1);
  }
  return result;
}

async function prepareSource({ source, folder, signal }: Production, ffmpeg: FfmpegRunner): Promise<RenditionSource> {
  const { path, video } = source;
  const wide = wideColorOf(video.colors);
  const colorTable = 'wide-colors.cube';
  if (wide) await writeFile(join(folder, colorTable), toneMapCube(wide));
  const isInterlaced =
    video.isInterlaced &&
    (await isReallyInterlaced({ path, demuxer: video.demuxer }, ffmpeg, signal ?? new AbortController().signal));
  return { path, video, isInterlaced, ...(wide && { colorTable }) };
}

interface Group {
  number: number;
  /** Renditions that all have one size. */
  renditions: SameSize;
  source: RenditionSource;
  encoder: EncoderName;
}

async function produceGroup(
  { number, renditions, source, encoder }: Group,
  production: Production,
  ffmpeg: FfmpegRunner,
  onProgress: (share: number) => void,
): Promise<Omit<ProductionResult, 'failed'>> {
  const { folder } = production;
  const hud = renditions.some((each) => each.hud)
    ? await overlayFor(number, renditions[0], production, ffmpeg)
    : undefined;
  const thumbnails = { pattern: `frame-${number}-%02d.jpg`, count: thumbnailCount(source.video) };
  const graph: RenditionGraph = { source, renditions, encoder, thumbnails, ...(hud && { hud }) };
  const encoderError = await encode(graph, production, ffmpeg, onProgress);
  const frames = await thumbnailFiles(folder, thumbnails.pattern);
  const pictures = await finishThumbnails(frames, folder, `thumbnail-${number}`);
  await Promise.all(frames.map((frame) => unlink(frame)));
  const produced = await Promise.all(
    renditions.map(async (rendition) => {
      const path = join(folder, rendition.file);
      return { rendition, path, bytes: (await stat(path)).size, ...pictures };
    }),
  );
  return { produced, ...(encoderError && { encoderError }) };
}

/**
 * Encodes with the chosen encoder; if that is hardware and fails, encodes again with x264.
 * @returns the error of the hardware if x264 has then succeeded
 */
async function encode(
  graph: RenditionGraph,
  { source, folder, signal }: Production,
  ffmpeg: FfmpegRunner,
  onProgress: (share: number) => void,
): Promise<Error | undefined> {
  const run = async (encoder: EncoderName) => {
    const started = await ffmpeg.run(renditionArgs({ ...graph, encoder }), {
      directory: folder,
      limits: limitsFor(source.video, graph.renditions),
      onProgress: (seconds) => onProgress(Math.min(1, seconds / source.video.seconds)),
      ...(signal && { signal }),
    });
    started.output.resume();
    await started.finished;
  };
  try {
    await run(graph.encoder);
    return undefined;
  } catch (error) {
    if (signal?.aborted || !isHardware(graph.encoder)) throw error;
    await run('x264');
    return error as Error;
  }
}

async function overlayFor(
  number: number,
  { width, height }: Size,
  { hud, source, folder }: Production,
  ffmpeg: FfmpegRunner,
): Promise<GraphHud> {
  if (!hud) throw new Error('A planned rendition shows an overlay, but there is none.');
  const composed = await composeHud(
    hud,
    { width, height },
    { videoSeconds: source.video.seconds, color: await libassColors(ffmpeg, folder) },
  );
  return { composed, files: await writeHudFiles(composed, folder, `hud-${number}`) };
}

/** At most one per frame. */
function thumbnailCount({ seconds, frameRate }: SourceVideo): number {
  return Math.max(1, Math.min(THUMBNAILS, Math.floor(seconds * framesPerSecond(frameRate))));
}

/** Megapixels per second that one processor encodes at the very least, including decoding and drawing. */
const SLOWEST = 4;

/** Limits of the work on a slow machine; more means that the file was made to be expensive. */
function limitsFor(
  { width, height, seconds, frameRate }: SourceVideo,
  renditions: readonly PlannedRendition[],
): BoxLimits {
  const read = ((width * height) / 1e6) * framesPerSecond(frameRate);
  const written = renditions.map((each) => ((each.width * each.height) / 1e6) * framesPerSecond(each.frameRate));
  const perSecond = written.reduce((sum, each) => sum + each, read);
  const largest = Math.max(width * height, ...renditions.map((each) => each.width * each.height)) / 1e6;
  return {
    processorSeconds: Math.ceil(60 + (perSecond * seconds) / SLOWEST),
    // An encoder holds frames for each of its threads.
    memoryMb: Math.ceil(700 + largest * renditions.length * (150 + 6 * availableParallelism())),
  };
}

type SameSize = [PlannedRendition, ...PlannedRendition[]];

function bySize(renditions: readonly PlannedRendition[]): SameSize[] {
  const groups: SameSize[] = [];
  for (const rendition of renditions) {
    const group = groups.find(([{ width, height }]) => width === rendition.width && height === rendition.height);
    if (group) group.push(rendition);
    else groups.push([rendition]);
  }
  return groups;
}

/** Weighs groups by the pixels that they encode. */
class ProductionProgress {
  private readonly weights: number[];
  private readonly shares: number[];
  private highest = 0;

  constructor(
    groups: readonly (readonly PlannedRendition[])[],
    private readonly production: Production,
  ) {
    this.weights = groups.map((group) =>
      group.reduce((sum, { width, height, video }) => sum + (video === 'copy' ? 0.02 : 1) * width * height, 1),
    );
    this.shares = groups.map(() => 0);
  }

  report(group: number, share: number): void {
    this.shares[group] = share;
    const total = this.weights.reduce((sum, weight) => sum + weight, 0);
    const done = this.weights.reduce((sum, weight, index) => sum + weight * (this.shares[index] ?? 0), 0) / total;
    if (done <= this.highest) return;
    this.highest = done;
    this.production.onProgress?.(Math.min(1, done));
  }
}
