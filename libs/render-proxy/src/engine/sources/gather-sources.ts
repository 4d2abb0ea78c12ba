import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type InputFault, remoteFetchTimeout } from '@app/core';
import { ffmpegUnavailable, isInterruption, readHead, sniffFormat, whyUnusable } from '@app/media';
import pLimit from 'p-limit';
import { MOST_UNROLLED_BYTES } from '../../edit/edit-limits';
import type { EditSource } from '../../edit/sources-of';
import { sourceRefused } from '../../render-proxy.errors';
import type { SceneSources } from '../scene/build-scene';
import { readCaptions } from '../scene/captions';
import type { Cue } from '../scene/cues';
import type { MediaFile } from '../scene/scene';
import { addressForMessages } from './address-for-messages';
import type { SourceFetcher } from './source-fetcher';
import type { SourcePreparer } from './source-preparer';

export interface SourceLimits {
  /** Maximum bytes of one download. */
  maxFileBytes: number;
  /** Maximum bytes of all downloads of one job together. */
  maxJobBytes: number;
  /** Maximum bytes of all animated pictures of one job together, as the films that the renderer makes of them. */
  maxUnrolledBytes: number;
  /** Time limit of one download. */
  timeoutMs: number;
  /** Time limit of all sources of one job together. */
  allTimeoutMs: number;
  /** How long a job that must fail goes on looking for further bad sources, so that its author learns of them at once. */
  afterFaultMs: number;
}

export const DEFAULT_SOURCE_LIMITS: SourceLimits = {
  maxFileBytes: 512 << 20,
  maxJobBytes: 2 ** 31,
  maxUnrolledBytes: MOST_UNROLLED_BYTES,
  timeoutMs: 600_000,
  // As long as the largest job needs over 10 Mbit/s.
  allTimeoutMs: 1_800_000,
  afterFaultMs: 20_000,
};

export interface GatheredSources extends SceneSources {
  /** `timeline.fonts`, in order. */
  fonts: MediaFile[];
}

const PARALLEL = 4;
const STOPPED = new Error('another source has failed');
export const MAX_CAPTION_BYTES = 2 << 20;

/** Fetches and inspects the sources of an edit, each address once. */
export class SourceGatherer {
  constructor(
    private readonly fetcher: SourceFetcher,
    private readonly preparer: SourcePreparer,
    private readonly limits: SourceLimits = DEFAULT_SOURCE_LIMITS,
  ) {}

  /**
   * @param directory the job's work folder
   * @param onProgress receives the share of finished sources
   * @throws render_source_refused naming by its JSON path every bad source that was found in time; ffmpeg_failed and
   * ffmpeg_unavailable when a program that inspects sources was ended from outside, or is missing
   */
  async gather(
    sources: readonly EditSource[],
    directory: string,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<GatheredSources> {
    const wanted = withoutRepeats(sources);
    const files = new Map<string, MediaFile>();
    const captions = new Map<string, Cue[]>();
    const faults: InputFault[] = [];
    const deadline = new GatheringDeadline(signal, this.limits);
    let bytesLeft = this.limits.maxJobBytes;
    const gatherOne = async (item: EditSource, index: number) => {
      signal.throwIfAborted();
      if (deadline.signal.aborted) return;
      try {
        const path = join(directory, `source-${index}`);
        const maxBytes = Math.min(
          item.purpose === 'captions' ? MAX_CAPTION_BYTES : this.limits.maxFileBytes,
          Math.max(0, bytesLeft),
        );
        const limits = { maxBytes, timeoutMs: this.limits.timeoutMs, signal: deadline.signal };
        const bytes = await this.fetcher.fetch(item.src, path, limits);
        // Only now: other sources have arrived meanwhile.
        bytesLeft -= bytes;
        const file = await this.inspect(path, item.purpose, deadline.signal);
        files.set(item.src, file);
        if (item.purpose === 'captions') captions.set(item.src, readCaptions(await readFile(path)));
      } catch (error) {
        signal.throwIfAborted();
        const fault = deadline.faultFor(error);
        if (fault === undefined) return;
        if (isInterruption(fault) || ffmpegUnavailable.is(fault)) throw deadline.end(fault);
        faults.push(faultOf(item, fault));
        deadline.endSoon();
      }
      onProgress((files.size + faults.length) / wanted.length);
    };
    await pLimit(PARALLEL)
      .map(wanted, gatherOne)
      .finally(() => deadline.clear());
    if (faults.length > 0) throw sourceRefused(undefined, { errors: faults });
    return {
      files,
      captions,
      fonts: wanted.filter(({ purpose }) => purpose === 'font').flatMap(({ src }) => files.get(src) ?? []),
    };
  }

  private async inspect(path: string, purpose: EditSource['purpose'], signal: AbortSignal): Promise<MediaFile> {
    const head = await readHead(path);
    const format = sniffFormat(head);
    if (purpose === 'captions' && format?.kind !== 'subtitles') {
      throw sourceRefused('is not a subtitle file; provide SRT, WebVTT or TTML (speech is not transcribed).');
    }
    if (purpose === 'font' && format?.kind !== 'font')
      throw sourceRefused('is not a font file; provide TTF, OTF, WOFF or WOFF2.');
    if (!format) throw sourceRefused(whyUnusable(head));
    if (purpose === 'media' && (format.kind === 'font' || format.kind === 'subtitles'))
      throw sourceRefused(`is a file of type ${format.kind}, not media.`);
    return this.preparer.prepare(path, format, signal);
  }
}

/** When the gathering of a job ends, whatever the servers of its sources do. */
class GatheringDeadline {
  readonly signal: AbortSignal;
  private readonly ending = new AbortController();
  private readonly timers: NodeJS.Timeout[];

  constructor(
    signal: AbortSignal,
    private readonly limits: SourceLimits,
  ) {
    this.signal = AbortSignal.any([signal, this.ending.signal]);
    const seconds = Math.round(limits.allTimeoutMs / 1_000);
    const late = remoteFetchTimeout(`The sources of the edit did not all arrive within ${seconds} s.`);
    this.timers = [setTimeout(() => this.ending.abort(late), limits.allTimeoutMs)];
  }

  /** The job must fail: what is found from now on only helps its author. */
  endSoon(): void {
    if (this.timers.length === 1)
      this.timers.push(setTimeout(() => this.ending.abort(STOPPED), this.limits.afterFaultMs));
  }

  /** Stops the other sources, because nothing is known of one that another attempt may find good. */
  end(error: unknown): unknown {
    this.ending.abort(STOPPED);
    return error;
  }

  /** What to report of a source that failed with this error; undefined when it was only stopped. */
  faultFor(error: unknown): unknown {
    if (!this.ending.signal.aborted) return error;
    return this.ending.signal.reason === STOPPED ? undefined : this.ending.signal.reason;
  }

  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}

/** Each address once, at its first place. */
function withoutRepeats(sources: readonly EditSource[]): EditSource[] {
  const seen = new Set<string>();
  return sources.filter(({ src }) => !seen.has(src) && seen.add(src));
}

function faultOf({ path, src }: EditSource, error: unknown): InputFault {
  if (!(error instanceof AppError)) throw error;
  return { path, code: error.code, message: `(${addressForMessages(src)}) ${error.message}` };
}
