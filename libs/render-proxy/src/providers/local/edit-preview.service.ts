import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { CallerTurns, SafeHttpService } from '@app/core';
import { FfmpegLocatorService, makeWorkFolder } from '@app/media';
import { Inject, Injectable } from '@nestjs/common';
import { EditCheckService } from '../../checking/edit-check.service';
import { maximumLength } from '../../edit/check-seconds';
import type { Edit, Resolution } from '../../edit/edit';
import { deliveredSizeOf, frameSizeOf } from '../../edit/output-format';
import { sourcesShown } from '../../edit/sources-shown';
import { renderAllowance } from '../../engine/process/render-allowance';
import { renderInProcess } from '../../engine/process/render-process';
import type { RenderStage } from '../../engine/render-engine';
import { DEFAULT_SOURCE_LIMITS, type SourceLimits } from '../../engine/sources/gather-sources';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';
import { renderTooExpensive, sourceRefused } from '../../render-proxy.errors';
import { withWorkingAddresses } from '../../sources/own-addresses';
import { deliverOwnFiles } from './deliver-own-files';
import { SpareRenderProcess } from './spare-render-process';

/** Two, so that a caller whose sources are slow never has all of them; each may need as much memory as a render. */
const CONCURRENT = 2;
const WAITING_PER_CALLER = 20;
/** Maximum seconds of a preview, from the beginning of its turn. */
const SECONDS = 15;
const PROCESSOR_SECONDS = 15;
/** A preview rarely needs more than a few megabytes of each source, but it has to fetch the whole file. */
const SOURCE_LIMITS: SourceLimits = {
  ...DEFAULT_SOURCE_LIMITS,
  maxJobBytes: 512 << 20,
  timeoutMs: SECONDS * 1_000,
  afterFaultMs: 3_000,
};

/** Sizes of previews: at most 720p, because a larger picture is a render of a still, which costs tokens. */
export const PREVIEW_RESOLUTIONS = ['preview', 'mobile', 'sd', 'hd'] as const satisfies readonly Resolution[];
export const PREVIEW_FORMATS = ['jpg', 'png'] as const;

export interface PreviewFrame {
  /** The moment on the timeline; after its end, the last frame is shown. */
  seconds: number;
  format: (typeof PREVIEW_FORMATS)[number];
  /** Largest size of the picture; a smaller edit keeps its own. */
  resolution: (typeof PREVIEW_RESOLUTIONS)[number];
}

/**
 * Draws single frames of edits with the engine of this machine, in a process with limits as for a render. Callers take
 * turns, one preview of each at a time.
 */
@Injectable()
export class EditPreviewService {
  private readonly turns = new CallerTurns({
    concurrent: CONCURRENT,
    concurrentPerCaller: 1,
    waitingPerCaller: WAITING_PER_CALLER,
    waitingSizePerCaller: Number.POSITIVE_INFINITY,
  });

  constructor(
    private readonly checks: EditCheckService,
    private readonly locator: FfmpegLocatorService,
    private readonly http: SafeHttpService,
    private readonly spare: SpareRenderProcess,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * @param caller the account that the preview belongs to
   * @throws invalid_edit, edit_too_expensive, render_source_refused, render_too_expensive, render_failed,
   * ffmpeg_unavailable, storage_unavailable; rate_limited when too many previews of the caller wait
   */
  async paint(caller: string, request: unknown, frame: PreviewFrame): Promise<Uint8Array> {
    const edit = stillOf(await this.checks.read({ caller, provider: 'local', request }), frame);
    return this.turns.take(caller, 0, () => this.paintNow(withWorkingAddresses(edit, caller, this.http)));
  }

  private async paintNow(edit: Edit): Promise<Uint8Array> {
    const deadline = AbortSignal.timeout(SECONDS * 1_000);
    let stage: RenderStage = 'fetching';
    const destination = await makeWorkFolder(tmpdir());
    try {
      const { file } = await renderInProcess(edit, {
        destination,
        delivered: await deliverOwnFiles(sourcesShown(edit), this.http, destination, deadline),
        ffmpeg: await this.locator.find(),
        spare: this.spare,
        firstFrameOnly: true,
        timeline: maximumLength(this.config.RENDER_MAX_SECONDS),
        sourceLimits: SOURCE_LIMITS,
        limits: { ...renderAllowance(edit, 0, this.config), processorSeconds: PROCESSOR_SECONDS },
        signal: deadline,
        onProgress: (current) => (stage = current),
      });
      return await readFile(file);
    } catch (error) {
      if (!deadline.aborted) throw error;
      if (stage === 'fetching')
        throw sourceRefused(`The sources did not arrive within ${SECONDS} s.`, { cause: error });
      throw renderTooExpensive(`The preview takes longer than ${SECONDS} s.`, { cause: error });
    } finally {
      await rm(destination, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/** The edit as a still picture of one moment. */
function stillOf(edit: Edit, { seconds, format, resolution }: PreviewFrame): Edit {
  const { poster: _poster, thumbnail: _thumbnail, scaleTo: _scaleTo, ...output } = edit.output;
  const still: Edit = { ...edit, output: { ...output, format, mute: true, range: { start: seconds } } };
  const smaller: Edit = { ...still, output: { ...still.output, scaleTo: resolution } };
  const isLarger = deliveredSizeOf(smaller.output).width < frameSizeOf(still.output).width;
  return isLarger ? smaller : still;
}
