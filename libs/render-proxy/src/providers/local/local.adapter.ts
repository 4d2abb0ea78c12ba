import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { HealthReport, SafeHttpService } from '@app/core';
import { type FfmpegHealthService, type FfmpegLocatorService, makeWorkFolder, sweepWorkFolders } from '@app/media';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Edit } from '../../edit/edit';
import { isStill } from '../../edit/output-format';
import { sourcesOf } from '../../edit/sources-of';
import { renderAllowance } from '../../engine/process/render-allowance';
import { renderInProcess } from '../../engine/process/render-process';
import type { RenderStage } from '../../engine/render-engine';
import {
  type ProviderRun,
  type ProviderState,
  type RenderOrder,
  RenderProvider,
  type StartedRender,
} from '../../render-provider';
import type { RenderProxyConfig } from '../../render-proxy.config';
import { deliverOwnFiles } from './deliver-own-files';
import type { SpareRenderProcess } from './spare-render-process';

/** Tokens are held per started second; an excess of about a frame does not justify a refusal. */
const TOLERANCE_SECONDS = 0.5;

/** The engine of this machine: `start` returns when the video is finished. */
export class LocalAdapter extends RenderProvider implements OnApplicationBootstrap {
  readonly name = 'local';
  readonly startIsRepeatable = true;
  readonly sendsCallbacks = false;
  readonly writesToBuckets = false;

  constructor(
    private readonly config: RenderProxyConfig,
    private readonly ffmpeg: FfmpegHealthService,
    private readonly locator: FfmpegLocatorService,
    private readonly http: SafeHttpService,
    private readonly spare: SpareRenderProcess,
  ) {
    super();
  }

  /** Removes the folders of renders that were killed together with their worker. */
  async onApplicationBootstrap(): Promise<void> {
    await sweepWorkFolders(tmpdir());
  }

  async start({ edit, maxSeconds }: RenderOrder, run: ProviderRun): Promise<StartedRender> {
    const ffmpeg = await this.locator.find();
    // A work folder: if this process is killed before the result is stored, a sweep removes it.
    const destination = await makeWorkFolder(tmpdir());
    const discard = () => rm(destination, { recursive: true, force: true });
    try {
      const delivered = await deliverOwnFiles([...sourcesOf(edit)], this.http, destination, run.signal);
      const timeline = longestTimeline(edit, maxSeconds + TOLERANCE_SECONDS);
      const options = {
        signal: run.signal,
        onProgress: (stage: RenderStage, progress: number) => run.onProgress(stage, progress),
      };
      const { file, poster, thumbnail, seconds, warnings } = await renderInProcess(edit, {
        ...options,
        destination,
        delivered,
        spare: this.spare,
        maxSeconds: timeline,
        limits: renderAllowance(edit, timeline ?? this.config.RENDER_MAX_SECONDS, this.config),
        ffmpeg,
      });
      const output = {
        kind: 'files' as const,
        video: file,
        ...(poster && { poster }),
        ...(thumbnail && { thumbnail }),
        discard,
      };
      return { providerRenderId: null, state: { status: 'done', seconds, warnings, output } };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** No render outlives `start`. */
  observe(): Promise<ProviderState> {
    return Promise.resolve({ status: 'unknown' });
  }

  readCallback(): undefined {
    return undefined;
  }

  check(): Promise<HealthReport> {
    return this.ffmpeg.check();
  }
}

/**
 * The longest timeline, in seconds, that keeps the output within `seconds`; undefined when the edit itself limits its
 * output to that.
 */
export function longestTimeline({ output }: Pick<Edit, 'output'>, seconds: number): number | undefined {
  const { start = 0, length = Infinity } = output.range ?? {};
  return isStill(output) || length <= seconds ? undefined : start + seconds;
}
