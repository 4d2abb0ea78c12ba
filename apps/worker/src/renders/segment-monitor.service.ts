import { MetricSampler } from '@app/core';
import { SegmentLeasesRepository } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { unfinishedSegments } from './segment-metrics';

const SAMPLE_EVERY_MS = 10_000;

/** Counts the segments of unfinished renders for `/metrics`. */
@Injectable()
export class SegmentMonitorService extends MetricSampler {
  constructor(private readonly segments: SegmentLeasesRepository) {
    super(SAMPLE_EVERY_MS);
  }

  protected async sample(): Promise<void> {
    const { waiting, running } = await this.segments.count();
    unfinishedSegments.set({ state: 'waiting' }, waiting);
    unfinishedSegments.set({ state: 'running' }, running);
  }
}
