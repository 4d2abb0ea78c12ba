import { tmpdir } from 'node:os';
import type { HealthReport, SafeHttpService } from '@app/core';
import {
  type FfmpegHealthService,
  type FfmpegLocatorService,
  sweepWorkFolders,
  type VideoEncodersService,
} from '@app/media';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { sourcesOf } from '../../edit/sources-of';
import { renderAllowance } from '../../engine/process/render-allowance';
import { renderInProcess } from '../../engine/process/render-process';
import {
  type ProviderRun,
  type ProviderState,
  type RenderOrder,
  RenderProvider,
  type StartedRender,
} from '../../render-provider';
import type { RenderProxyConfig } from '../../render-proxy.config';
import { LocalSegments } from './local-segments';
import { finishedRender, heldTimeline, LocalWork } from './local-work';
import type { SpareRenderProcess } from './spare-render-process';

/** The engine of this machine: `start` returns when the video is finished. */
export class LocalAdapter extends RenderProvider implements OnApplicationBootstrap {
  readonly name = 'local';
  readonly startIsRepeatable = true;
  readonly sendsCallbacks = false;
  readonly writesToBuckets = false;
  readonly segments: LocalSegments;
  private readonly work: LocalWork;

  constructor(
    private readonly config: RenderProxyConfig,
    private readonly ffmpeg: FfmpegHealthService,
    locator: FfmpegLocatorService,
    encoders: VideoEncodersService,
    http: SafeHttpService,
    private readonly spare: SpareRenderProcess,
  ) {
    super();
    this.work = new LocalWork(locator, encoders, http);
    this.segments = new LocalSegments(config, this.work);
  }

  /** Removes the folders of renders that were killed together with their worker. */
  async onApplicationBootstrap(): Promise<void> {
    await sweepWorkFolders(tmpdir());
  }

  start({ edit, maxSeconds }: RenderOrder, run: ProviderRun): Promise<StartedRender> {
    const timeline = heldTimeline(edit, maxSeconds);
    const limits = renderAllowance(edit, timeline?.seconds ?? this.config.RENDER_MAX_SECONDS, this.config);
    return this.work.inFolder(run, [...sourcesOf(edit)], limits, async ({ options, discard }) => {
      const own = { ...options, spare: this.spare, timeline };
      const best = await this.work.encoderFor(edit.output);
      const files = await this.work.encode(best, (encoder) => renderInProcess(edit, { ...own, encoder }));
      return finishedRender(files, discard);
    });
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
