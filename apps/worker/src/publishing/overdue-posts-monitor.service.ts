import { gauge, MetricSampler } from '@app/core';
import { PublicationTimesRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';

const SAMPLE_EVERY_MS = 30_000;

const overdue = gauge(
  'publications_overdue',
  'Posts whose time passed more than two minutes ago, and that no worker has begun',
);

/** Counts overdue posts for `/metrics`. */
@Injectable()
export class OverduePostsMonitorService extends MetricSampler {
  constructor(private readonly times: PublicationTimesRepository) {
    super(SAMPLE_EVERY_MS);
  }

  protected async sample(): Promise<void> {
    overdue.set(await this.times.countOverdue());
  }
}
