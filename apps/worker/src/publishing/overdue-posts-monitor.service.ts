import { gauge } from '@app/core';
import { PublicationTimesRepository } from '@app/platforms';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

const SAMPLE_EVERY_MS = 30_000;

const overdue = gauge(
  'publications_overdue',
  'Posts whose time passed more than two minutes ago, and that no worker has begun',
);

/** Counts overdue posts for `/metrics`. */
@Injectable()
export class OverduePostsMonitorService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Publishing');
  private timer?: NodeJS.Timeout;

  constructor(private readonly times: PublicationTimesRepository) {}

  onApplicationBootstrap(): void {
    const sample = () => this.sample().catch((error: Error) => this.logger.debug(error.message));
    this.timer = setInterval(() => void sample(), SAMPLE_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async sample(): Promise<void> {
    overdue.set(await this.times.countOverdue());
  }
}
