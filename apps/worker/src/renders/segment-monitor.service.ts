import { SegmentLeasesRepository } from '@app/render-proxy';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { unfinishedSegments } from './segment-metrics';

const SAMPLE_EVERY_MS = 10_000;

/** Counts the segments of unfinished renders for `/metrics`. */
@Injectable()
export class SegmentMonitorService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Renders');
  private timer?: NodeJS.Timeout;

  constructor(private readonly segments: SegmentLeasesRepository) {}

  onApplicationBootstrap(): void {
    const sample = () => this.sample().catch((error: Error) => this.logger.debug(error.message));
    this.timer = setInterval(() => void sample(), SAMPLE_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async sample(): Promise<void> {
    const { waiting, running } = await this.segments.count();
    unfinishedSegments.set({ state: 'waiting' }, waiting);
    unfinishedSegments.set({ state: 'running' }, running);
  }
}
