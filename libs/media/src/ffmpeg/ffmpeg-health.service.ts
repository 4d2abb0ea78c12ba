import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthCheck, HealthReport } from '@app/core';
import { Injectable } from '@nestjs/common';
import { FfmpegLocatorService, type FfmpegState } from './ffmpeg-locator.service';
import { VideoEncodersService } from './video-encoders.service';

const PATIENCE_MS = 400;

/**
 * Reports whether this machine can render video. Without ffmpeg the rest of the product works. Checks on the first
 * call, because the check runs four programs, and most processes need none of them.
 */
@Injectable()
export class FfmpegHealthService implements HealthCheck {
  private last?: HealthReport;

  constructor(
    private readonly locator: FfmpegLocatorService,
    private readonly encoders: VideoEncodersService,
  ) {}

  async check(): Promise<HealthReport> {
    // Before the first check, which takes a while because it starts programs.
    const patience = sleep(PATIENCE_MS, undefined, { ref: false });
    const report = (await Promise.race([this.look(), patience])) ?? this.last;
    return report ?? { status: 'degraded', detail: 'ffmpeg is still being checked' };
  }

  private async look(): Promise<HealthReport> {
    this.last = await this.report(await this.locator.state());
    return this.last;
  }

  private async report(state: FfmpegState): Promise<HealthReport> {
    if ('problem' in state) return { status: 'degraded', detail: state.problem };
    const { name } = await this.encoders.current();
    return { status: 'ok', detail: `local: ffmpeg ${state.found.version}, encoder ${name}` };
  }
}
