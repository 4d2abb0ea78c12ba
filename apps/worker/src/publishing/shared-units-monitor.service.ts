import { gauge, MetricSampler } from '@app/core';
import { SharedUnitsRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';

const SAMPLE_EVERY_MS = 30_000;

const used = gauge(
  'platform_units_used_ratio',
  'Part of the units of today that calls to a platform have taken, 0 to 1',
  ['platform'],
);

/** Reports for `/metrics` how much is left of the units that all accounts share at a platform. */
@Injectable()
export class SharedUnitsMonitorService extends MetricSampler {
  constructor(private readonly units: SharedUnitsRepository) {
    super(SAMPLE_EVERY_MS);
  }

  protected async sample(): Promise<void> {
    for (const { platform, ratio } of await this.units.usedToday()) used.set({ platform }, ratio);
  }
}
