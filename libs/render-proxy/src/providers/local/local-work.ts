import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { SafeHttpService } from '@app/core';
import {
  type BoxLimits,
  type FfmpegLocatorService,
  ffmpegFailed,
  isHardware,
  makeWorkFolder,
  type VideoEncoder,
  type VideoEncodersService,
  X264,
} from '@app/media';
import { longestTimeline, type TimelineLimit } from '../../edit/check-seconds';
import type { Edit, Output } from '../../edit/edit';
import type { EditSource } from '../../edit/sources-of';
import { isEncodedAsH264 } from '../../engine/graph/encode-args';
import type { ProcessOptions } from '../../engine/process/render-process';
import type { RenderedFiles } from '../../engine/render-engine';
import type { ProviderRun, StartedRender } from '../../render-provider';
import { renderFailed, renderTooExpensive } from '../../render-proxy.errors';
import { deliverOwnFiles } from './deliver-own-files';

/** Tokens are held per started second; an excess of about a frame does not justify a refusal. */
const TOLERANCE_SECONDS = 0.5;

/** What a step of a render on this machine needs and leaves behind. */
export interface WorkInFolder {
  options: ProcessOptions;
  /** Removes the folder with everything in it. */
  discard: () => Promise<void>;
}

/** Runs the steps of renders on this machine, each in a folder of its own. */
export class LocalWork {
  constructor(
    private readonly locator: FfmpegLocatorService,
    private readonly encoders: VideoEncodersService,
    private readonly http: SafeHttpService,
  ) {}

  /**
   * @param sources of the step; the files of this installation among them are copied to the folder
   * @param step removes the folder with the result, if it has one; when it throws, the folder is removed here
   */
  async inFolder<Result>(
    { signal, onProgress, pause }: ProviderRun,
    sources: readonly Pick<EditSource, 'src'>[],
    limits: BoxLimits,
    step: (work: WorkInFolder) => Promise<Result>,
  ): Promise<Result> {
    const ffmpeg = await this.locator.find();
    // A work folder: if this process is killed before the result is stored, a sweep removes it.
    const destination = await makeWorkFolder(tmpdir());
    const discard = () => rm(destination, { recursive: true, force: true });
    try {
      const delivered = await deliverOwnFiles(sources, this.http, destination, signal);
      return await step({ options: { destination, delivered, limits, ffmpeg, signal, onProgress, pause }, discard });
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** The encoder of a new render. */
  async encoderFor(output: Output): Promise<VideoEncoder> {
    return isEncodedAsH264(output) ? this.encoders.current() : X264;
  }

  /** Whether this worker can make parts that are joined with those of this encoder. */
  async has({ name, build }: VideoEncoder): Promise<boolean> {
    if (!isHardware(name)) return true;
    const own = await this.encoders.current();
    return own.name === name && own.build === build;
  }

  /** Does the work with x264 when a hardware encoder, and not the edit or its sources, makes it fail. */
  encode<Result>(encoder: VideoEncoder, work: (encoder: VideoEncoder) => Promise<Result>): Promise<Result> {
    const isSuspect = (error: unknown) =>
      renderFailed.is(error) || renderTooExpensive.is(error) || ffmpegFailed.is(error);
    return this.encoders.use(encoder, work, isSuspect);
  }
}

/** A finished render whose files are in a work folder. */
export function finishedRender(
  { file, poster, thumbnail, seconds, warnings }: RenderedFiles,
  discard: WorkInFolder['discard'],
): StartedRender {
  const own = { video: file, ...(poster && { poster }), ...(thumbnail && { thumbnail }) };
  const output = { kind: 'files' as const, ...own, discard };
  return { providerRenderId: null, state: { status: 'done', seconds, warnings, output } };
}

/** The longest timeline that tokens are held for; undefined when the edit itself limits its output to that. */
export function heldTimeline(edit: Pick<Edit, 'output'>, heldSeconds: number): TimelineLimit | undefined {
  const seconds = longestTimeline(edit, heldSeconds + TOLERANCE_SECONDS);
  const held = Number(heldSeconds.toFixed(3));
  const message = `needs more than the ${held} s that were reserved before the sources were fetched; give \`length\` in seconds.`;
  return seconds === undefined ? undefined : { seconds, message };
}
