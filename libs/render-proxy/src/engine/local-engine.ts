import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { FontLibrary, makeWorkFolder } from '@app/media';
import { Injectable } from '@nestjs/common';
import { checkSeconds } from '../edit/check-seconds';
import type { Edit } from '../edit/edit';
import { DEFAULT_EDIT_LIMITS, type EditLimits } from '../edit/edit-limits';
import { naturalSeconds } from '../edit/estimate-seconds';
import { type NaturalLength, resolveTiming } from '../edit/resolve-timing';
import { invalidEdit } from '../render-proxy.errors';
import { fontFaults } from './font-faults';
import { MediaTool } from './media-tool';
import { produceOutput, type RenderedFiles } from './run/produce-output';
import { buildScene } from './scene/build-scene';
import type { Scene } from './scene/scene';
import {
  DEFAULT_SOURCE_LIMITS,
  type GatheredSources,
  SourceGatherer,
  type SourceLimits,
} from './sources/gather-sources';
import { SourceFetcher } from './sources/source-fetcher';
import { validateEdit } from './validate-edit';

export type RenderStage = 'fetching' | 'rendering' | 'saving';

export interface RenderOptions {
  /** Folder that receives the results; made when it does not exist. */
  destination: string;
  /** Where work folders are made. Default: the system's folder for temporary files. */
  workRoot?: string;
  /** Cancels: everything is stopped and removed, and the signal's reason is thrown. */
  signal?: AbortSignal;
  /** 0..1 over all stages. */
  onProgress?: (stage: RenderStage, progress: number) => void;
  sourceLimits?: SourceLimits | undefined;
  /** Longest timeline that is rendered, in seconds, known once the sources are: a longer one is refused. */
  maxSeconds?: number | undefined;
}

/** Shares of the whole that fetching and rendering take in the reported progress. */
const FETCH_SHARE = 0.1;
const RENDER_SHARE = 0.88;

/** Renders edits on this machine: Skia paints, ffmpeg decodes, composes and encodes. No account, no network but the sources. */
@Injectable()
export class LocalEngine {
  constructor(
    private readonly tool: MediaTool,
    private readonly fetcher: SourceFetcher,
  ) {}

  /** @see validateEdit */
  validate(input: unknown, limits?: EditLimits): Edit {
    return validateEdit(input, limits);
  }

  /**
   * Renders an edit that `validate` has returned.
   * @throws invalid_edit, render_source_refused (both with JSON paths), render_failed, or the signal's reason
   */
  async render(edit: Edit, options: RenderOptions): Promise<RenderedFiles> {
    const signal = options.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const directory = await makeWorkFolder(options.workRoot ?? tmpdir());
    let fonts: FontLibrary | undefined;
    try {
      const gatherer = new SourceGatherer(this.fetcher, this.tool, options.sourceLimits ?? DEFAULT_SOURCE_LIMITS);
      const sources = await gatherer.gather(edit, directory, signal, (done) =>
        options.onProgress?.('fetching', done * FETCH_SHARE),
      );
      const addresses = (edit.timeline.fonts ?? []).map(({ src }) => src);
      fonts = new FontLibrary(sources.fonts, addresses, basename(directory));
      const unknown = fontFaults(edit, fonts, sources.captions);
      if (unknown.length > 0) throw invalidEdit(undefined, { errors: unknown });
      const scene = this.compose(edit, sources, options.maxSeconds);
      await mkdir(options.destination, { recursive: true });
      const tools = { fonts, tool: this.tool, signal, directory };
      const onProgress = (done: number) => options.onProgress?.('rendering', FETCH_SHARE + done * RENDER_SHARE);
      const files = await produceOutput(edit.output, scene, options.destination, tools, onProgress);
      options.onProgress?.('saving', 1);
      return files;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      fonts?.dispose();
      await rm(directory, { recursive: true, force: true });
    }
  }

  private compose(edit: Edit, sources: GatheredSources, maxSeconds = Number.POSITIVE_INFINITY): Scene {
    const clips = resolveTiming(edit, naturalLength(sources));
    checkSeconds(clips, Math.min(maxSeconds, DEFAULT_EDIT_LIMITS.maxSeconds));
    return buildScene(edit, clips, sources);
  }
}

/** Seconds that media and captions last by themselves, now that their sources are there. */
function naturalLength({ files, captions }: GatheredSources): NaturalLength {
  const lengths = new Map([...files].map(([src, { seconds }]) => [src, seconds]));
  return (clip) => {
    const { asset } = clip;
    if (asset.type !== 'caption' && asset.type !== 'rich-caption') return naturalSeconds(clip, lengths);
    return captions.get(asset.src)?.reduce((end, cue) => Math.max(end, cue.end), 0) || undefined;
  };
}
