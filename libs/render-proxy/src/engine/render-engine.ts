import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { InputFault } from '@app/core';
import {
  type FfmpegRunner,
  FontLibrary,
  type MediaProbe,
  makeWorkFolder,
  type Size,
  type VideoEncoder,
  X264,
} from '@app/media';
import type { TimelineLimit } from '../edit/check-seconds';
import type { Edit } from '../edit/edit';
import { CONTENT_TYPES, deliveredSizeOf, isAudioOnly, isStill } from '../edit/output-format';
import { type EditSource, sourcesOf } from '../edit/sources-of';
import { sourcesShown } from '../edit/sources-shown';
import { renderFailed, segmentBuildDiffers } from '../render-proxy.errors';
import { composeScene, refuseFonts } from './compose-scene';
import { soundEncodeArgs } from './graph/encode-args';
import type { FrameTools } from './run/direct-composition';
import { encodeSound } from './run/encode-sound';
import { encodeVideo } from './run/encode-video';
import { joinPieces } from './run/join-pieces';
import { saveCaptures, saveStill } from './run/save-still';
import type { Scene } from './scene/scene';
import { encodeSegment } from './segments/encode-segment';
import { engineBuild } from './segments/engine-build';
import { linkSegments } from './segments/link-segments';
import { makePlan, refuseChanged, sceneOf } from './segments/make-plan';
import type { SegmentPlan } from './segments/segment-plan';
import {
  DEFAULT_SOURCE_LIMITS,
  type GatheredSources,
  SourceGatherer,
  type SourceLimits,
} from './sources/gather-sources';
import { HashedSources } from './sources/hashed-sources';
import type { SourceFetcher } from './sources/source-fetcher';
import { SourcePreparer } from './sources/source-preparer';

export type RenderStage = 'fetching' | 'rendering' | 'saving';

export interface RenderOptions {
  /** Folder that receives the results; created when it does not exist. */
  destination: string;
  /** Parent of the work folders. Default: the system's temporary folder. */
  workRoot?: string;
  /** Cancels: ends all processes, removes all files, and throws the signal's reason. */
  signal?: AbortSignal;
  /** 0..1 over all stages. */
  onProgress?: (stage: RenderStage, progress: number) => void;
  sourceLimits?: SourceLimits | undefined;
  /** Checked once the sources are known. */
  timeline?: TimelineLimit | undefined;
  /** Fetches only what the first frame of a still shows; the edit requests neither poster nor thumbnail. */
  firstFrameOnly?: boolean | undefined;
  /** Encodes MP4. Segments use the encoder of their plan. Default: x264. */
  encoder?: VideoEncoder | undefined;
}

export interface RenderedFiles extends Size {
  /** Path of the result. */
  file: string;
  poster?: string;
  thumbnail?: string;
  contentType: string;
  seconds: number;
  frames: number;
  /** Warnings about parts that the author of the edit may not have meant. */
  warnings: readonly InputFault[];
}

/** The prepared sources of one piece of work, and what it works with. */
interface Session {
  sources: GatheredSources;
  tools: FrameTools;
  /** 0..1 */
  onProgress: (done: number) => void;
}

/** Shares of the reported progress that fetching and rendering take. */
const FETCH_SHARE = 0.1;
const RENDER_SHARE = 0.88;

/**
 * Renders edits on this machine: Skia paints; ffmpeg decodes, composes and encodes. It uses the network for sources
 * only.
 */
export class RenderEngine {
  constructor(
    private readonly ffmpeg: FfmpegRunner,
    private readonly probe: MediaProbe,
    private readonly fetcher: SourceFetcher,
  ) {}

  /**
   * Renders an edit that `validateEdit` has returned.
   * @throws invalid_edit, render_source_refused (both with JSON paths), render_failed, or the signal's reason
   */
  async render(edit: Edit, options: RenderOptions): Promise<RenderedFiles> {
    const wanted = options.firstFrameOnly ? sourcesShown(edit) : [...sourcesOf(edit)];
    return this.withSources(edit, wanted, this.fetcher, options, async ({ sources, tools, onProgress }) => {
      refuseFonts(edit, tools.fonts, sources);
      const { scene, warnings } = composeScene(edit, sources, options.timeline);
      onProgress(0);
      const files = await produce(edit.output, scene, options.destination, tools, onProgress);
      return { ...files, warnings };
    });
  }

  /**
   * Plans a video in segments, for workers with the same builds of ffmpeg and of this engine. Leaves no file.
   * @throws as `render`
   */
  async plan(edit: Edit, options: RenderOptions): Promise<SegmentPlan> {
    const hashed = new HashedSources(this.fetcher);
    return this.withSources(edit, [...sourcesOf(edit)], hashed, options, async ({ sources, tools }) => {
      refuseFonts(edit, tools.fonts, sources);
      const builds = await this.builds();
      return makePlan(edit, sources, hashed.found, { ...builds, encoder: options.encoder ?? X264 }, options.timeline);
    });
  }

  /**
   * Encodes one segment of a plan from the sources that it shows or plays.
   * @returns the path of a file in the destination. Between machines with equally many processors, its bytes depend on
   * the content hash alone
   * @throws as `render`; also segment_build_differs and segment_source_changed
   */
  async renderSegment(plan: SegmentPlan, position: number, options: RenderOptions): Promise<{ file: string }> {
    const segment = plan.segments[position];
    if (!segment) throw renderFailed(`The plan has no segment ${position}.`);
    return this.withPlan(plan, segment.sources, options, async ({ scene, tools, onProgress }) => {
      const name = await encodeSegment(segment, plan.edit.output, scene, tools, onProgress);
      const file = join(options.destination, name);
      await moveFile(join(tools.directory, name), file);
      return { file };
    });
  }

  /**
   * Joins the segments of a plan to its result, without encoding them again.
   * @param files in the order of the segments; they stay
   * @throws as `renderSegment`; render_failed when the result does not have the planned number of frames
   */
  async join(plan: SegmentPlan, files: readonly string[], options: RenderOptions): Promise<RenderedFiles> {
    const { output } = plan.edit;
    return this.withPlan(plan, plan.captureSources, options, async ({ scene, tools }) => {
      const name = nameOf(output);
      const parts = await linkSegments(plan, files, tools.directory);
      await joinPieces(parts, output.format, name, scene, tools);
      const result = await deliver(output, scene, name, options.destination, tools);
      return { ...result, warnings: plan.warnings };
    });
  }

  private async withPlan<Result>(
    plan: SegmentPlan,
    wanted: readonly EditSource[],
    options: RenderOptions,
    work: (session: Session & { scene: Scene }) => Promise<Result>,
  ): Promise<Result> {
    const { ffmpegBuild, engineBuild } = await this.builds();
    if (plan.ffmpegBuild !== ffmpegBuild || plan.engineBuild !== engineBuild) throw segmentBuildDiffers();
    const hashed = new HashedSources(this.fetcher);
    const withEncoder = { ...options, encoder: plan.encoder };
    return this.withSources(plan.edit, wanted, hashed, withEncoder, (session) => {
      refuseChanged(plan, hashed.found);
      return work({ ...session, scene: sceneOf(plan, session.sources.files) });
    });
  }

  private async withSources<Result>(
    edit: Edit,
    wanted: readonly EditSource[],
    fetcher: SourceFetcher,
    options: RenderOptions,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    const signal = options.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const directory = await makeWorkFolder(options.workRoot ?? tmpdir());
    let fonts: FontLibrary | undefined;
    try {
      options.onProgress?.('fetching', 0);
      const limits = options.sourceLimits ?? DEFAULT_SOURCE_LIMITS;
      const preparer = new SourcePreparer(this.ffmpeg, this.probe, limits.maxUnrolledBytes);
      const gatherer = new SourceGatherer(fetcher, preparer, limits);
      const sources = await gatherer.gather(wanted, directory, signal, (done) =>
        options.onProgress?.('fetching', done * FETCH_SHARE),
      );
      const addresses = (edit.timeline.fonts ?? []).map(({ src }) => src);
      fonts = new FontLibrary(sources.fonts, addresses, basename(directory));
      await mkdir(options.destination, { recursive: true });
      const { name: encoder } = options.encoder ?? X264;
      const tools = { fonts, ffmpeg: this.ffmpeg, signal, directory, encoder };
      const onProgress = (done: number) => options.onProgress?.('rendering', FETCH_SHARE + done * RENDER_SHARE);
      const result = await work({ sources, tools, onProgress });
      options.onProgress?.('saving', 1);
      return result;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      fonts?.dispose();
      await rm(directory, { recursive: true, force: true });
    }
  }

  private async builds(): Promise<Pick<SegmentPlan, 'ffmpegBuild' | 'engineBuild'>> {
    return { ffmpegBuild: await this.ffmpeg.build(), engineBuild: engineBuild() };
  }
}

/**
 * Renders the scene into the destination folder: the result, and the poster and thumbnail when the edit requests them.
 */
async function produce(
  output: Edit['output'],
  scene: Scene,
  destination: string,
  tools: FrameTools,
  onProgress: (done: number) => void,
): Promise<Omit<RenderedFiles, 'warnings'>> {
  const name = nameOf(output);
  if (isAudioOnly(output)) await encodeSound(soundEncodeArgs(output, name), scene, tools, onProgress);
  else if (isStill(output)) await saveStill(output, scene, join(tools.directory, name), tools);
  else await encodeVideo(output, scene, tools, name, onProgress);
  return deliver(output, scene, name, destination, tools);
}

const nameOf = ({ format }: Edit['output']): string => `video.${format}`;

/** Moves the result to the destination, and adds the poster and the thumbnail. */
async function deliver(
  output: Edit['output'],
  scene: Scene,
  name: string,
  destination: string,
  tools: FrameTools,
): Promise<Omit<RenderedFiles, 'warnings'>> {
  const captures = isAudioOnly(output) ? {} : await saveCaptures(output, scene, destination, tools);
  const file = join(destination, name);
  await moveFile(join(tools.directory, name), file);
  return { file, ...captures, ...factsOf(output, scene) };
}

function factsOf(output: Edit['output'], { range, fps }: Scene): Omit<RenderedFiles, 'file' | 'warnings'> {
  const frames = isStill(output) ? 1 : range.to - range.from;
  return {
    contentType: CONTENT_TYPES[output.format],
    ...(isAudioOnly(output) ? { width: 0, height: 0 } : deliveredSizeOf(output)),
    seconds: isStill(output) ? 0 : (frames * fps.den) / fps.num,
    frames,
  };
}

/** A rename fails across file systems; then it copies the content. */
async function moveFile(from: string, to: string): Promise<void> {
  await rename(from, to).catch(() => copyFile(from, to));
}
