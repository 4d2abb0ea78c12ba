import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { InputFault } from '@app/core';
import { type FfmpegRunner, FontLibrary, type MediaProbe, makeWorkFolder, type Size } from '@app/media';
import { checkSeconds } from '../edit/check-seconds';
import type { Edit } from '../edit/edit';
import { invalidEditOf } from '../edit/edit-faults';
import { DEFAULT_EDIT_LIMITS } from '../edit/edit-limits';
import { naturalSeconds, trimFault } from '../edit/estimate-seconds';
import { CONTENT_TYPES, deliveredSizeOf, isAudioOnly, isStill } from '../edit/output-format';
import { type NaturalLength, resolveTiming } from '../edit/resolve-timing';
import { sourcesOf } from '../edit/sources-of';
import { sourcesShown } from '../edit/sources-shown';
import { invalidEdit, sourceRefused } from '../render-proxy.errors';
import { fontFaults } from './font-faults';
import { soundEncodeArgs } from './graph/encode-args';
import type { FrameTools } from './run/direct-composition';
import { encodeSound } from './run/encode-sound';
import { encodeVideo } from './run/encode-video';
import { saveCaptures, saveStill } from './run/save-still';
import { buildScene } from './scene/build-scene';
import type { Scene } from './scene/scene';
import { shortSources } from './scene/short-sources';
import {
  DEFAULT_SOURCE_LIMITS,
  type GatheredSources,
  SourceGatherer,
  type SourceLimits,
} from './sources/gather-sources';
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
  /** Longest timeline that is rendered, in seconds; checked once the sources are known. */
  maxSeconds?: number | undefined;
  /** Fetches only what the first frame of a still shows; the edit requests neither poster nor thumbnail. */
  firstFrameOnly?: boolean | undefined;
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
    const signal = options.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const directory = await makeWorkFolder(options.workRoot ?? tmpdir());
    let fonts: FontLibrary | undefined;
    try {
      options.onProgress?.('fetching', 0);
      const preparer = new SourcePreparer(this.ffmpeg, this.probe);
      const gatherer = new SourceGatherer(this.fetcher, preparer, options.sourceLimits ?? DEFAULT_SOURCE_LIMITS);
      const wanted = options.firstFrameOnly ? sourcesShown(edit) : [...sourcesOf(edit)];
      const sources = await gatherer.gather(wanted, directory, signal, (done) =>
        options.onProgress?.('fetching', done * FETCH_SHARE),
      );
      const addresses = (edit.timeline.fonts ?? []).map(({ src }) => src);
      fonts = new FontLibrary(sources.fonts, addresses, basename(directory));
      refuseFonts(edit, fonts, sources);
      const { scene, warnings } = compose(edit, sources, options.maxSeconds);
      await mkdir(options.destination, { recursive: true });
      const tools = { fonts, ffmpeg: this.ffmpeg, signal, directory };
      const onProgress = (done: number) => options.onProgress?.('rendering', FETCH_SHARE + done * RENDER_SHARE);
      onProgress(0);
      const files = await produce(edit.output, scene, options.destination, tools, onProgress);
      options.onProgress?.('saving', 1);
      return { ...files, warnings };
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      fonts?.dispose();
      await rm(directory, { recursive: true, force: true });
    }
  }
}

/**
 * @throws render_source_refused for files that are not fonts, invalid_edit for families and letters that no font has
 */
function refuseFonts(edit: Edit, fonts: FontLibrary, { captions }: GatheredSources): void {
  const damaged = fonts.damagedFiles().map((index) => ({
    path: `timeline.fonts[${index}].src`,
    code: 'unreadable_media',
    message: 'is a damaged font file.',
  }));
  if (damaged.length > 0) throw sourceRefused(undefined, { errors: damaged });
  const unknown = fontFaults(edit, fonts, captions);
  if (unknown.length > 0) throw invalidEdit(undefined, { errors: unknown });
}

function compose(
  edit: Edit,
  sources: GatheredSources,
  maxSeconds = Number.POSITIVE_INFINITY,
): { scene: Scene; warnings: InputFault[] } {
  const faults: InputFault[] = [];
  const clips = resolveTiming(edit, naturalLength(sources, faults));
  if (faults.length > 0) throw invalidEditOf(faults);
  checkSeconds(clips, Math.min(maxSeconds, DEFAULT_EDIT_LIMITS.maxSeconds));
  return { scene: buildScene(edit, clips, sources), warnings: shortSources(clips, sources.files) };
}

/**
 * Lengths of media and captions in seconds, known now that the sources have been fetched.
 * @param faults receives those of clips that begin after the end of their media and so have no length
 */
function naturalLength({ files, captions }: GatheredSources, faults: InputFault[]): NaturalLength {
  const lengths = new Map([...files].map(([src, { seconds }]) => [src, seconds || undefined]));
  return (clip, path) => {
    const { asset } = clip;
    const fault = trimFault(clip, path, lengths);
    if (fault) faults.push(fault);
    if (asset.type !== 'caption' && asset.type !== 'rich-caption') return naturalSeconds(clip, lengths);
    return captions.get(asset.src)?.reduce((end, cue) => Math.max(end, cue.end), 0) || undefined;
  };
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
  const name = `video.${output.format}`;
  const file = join(destination, name);
  if (isAudioOnly(output)) await encodeSound(soundEncodeArgs(output, name), scene, tools, onProgress);
  else if (isStill(output)) await saveStill(output, scene, join(tools.directory, name), tools);
  else await encodeVideo(output, scene, tools, name, onProgress);
  const captures = isAudioOnly(output) ? {} : await saveCaptures(output, scene, destination, tools);
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
