import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthCheck, HealthReport } from '@app/core';
import { Injectable } from '@nestjs/common';
import { FfmpegLocatorService, type FfmpegState } from './ffmpeg-locator.service';

const PATIENCE_MS = 400;

/**
 * Reports whether this machine can render video. Without ffmpeg the rest of the product works. Checks on the first
 * call, because the check runs four programs, and most processes need none of them.
 */
@Injectable()
export class FfmpegHealthService implements HealthCheck {
  private last?: FfmpegState;

  constructor(private readonly locator: FfmpegLocatorService) {}

  async check(): Promise<HealthReport> {
    // Before the first check, which takes a while because it starts programs.
    const patience = sleep(PATIENCE_MS, undefined, { ref: false });
    const state = (await Promise.race([this.look(), patience])) ?? this.last;
    if (!state) return { status: 'degraded', detail: 'ffmpeg is still being checked' };
    return 'found' in state
      ? { status: 'ok', detail: `local: ffmpeg ${state.found.version}` }
      : { status: 'degraded', detail: state.problem };
  }

  private async look(): Promise<FfmpegState> {
    this.last = await this.locator.state();
    return this.last;
  }
}
