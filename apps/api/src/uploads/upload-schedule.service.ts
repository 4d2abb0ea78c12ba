import { EntitlementsService } from '@app/billing';
import { invalidInput, type Owner } from '@app/core';
import { PublicationMetricsRepository } from '@app/platforms';
import {
  futureInstant,
  type HourResult,
  localTimeOf,
  type ScheduledPlatform,
  type Slot,
  smartSlots,
  type UploadPlatform,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { SchedulePreviewDto } from './schedule.dto';
import type { SchedulePreviewResponse } from './schedule.response';

/** Shows when posts would be published. */
@Injectable()
export class UploadScheduleService {
  constructor(
    private readonly entitlements: EntitlementsService,
    private readonly metrics: PublicationMetricsRepository,
  ) {}

  /** @throws tier_required, invalid_input for a time that does not exist or has passed */
  async preview({ ownerId }: Owner, given: SchedulePreviewDto): Promise<SchedulePreviewResponse> {
    const { platforms, schedule_mode: mode, timezone: timeZone = 'UTC', seed = ownerId } = given;
    await this.entitlements.requireFeature(ownerId, mode === 'smart' ? 'smart_scheduling' : 'scheduling');
    const results = mode === 'smart' ? await this.metrics.hourResults({ ownerId }, timeZone) : [];
    const slots = slotsOf({ mode, platforms, timeZone, seed, localTime: given.scheduled_time, results });
    return {
      seed,
      slots: slots.map(({ platform, at, localTime, weight, basedOn }) => ({
        platform,
        publish_at: at.toISOString(),
        local_time: localTime,
        weight,
        based_on: basedOn,
      })),
    };
  }
}

export interface SlotsRequest {
  mode: 'scheduled' | 'smart';
  /** One post each. */
  platforms: readonly UploadPlatform[];
  timeZone: string;
  seed: string;
  /** For `scheduled`: local time in the zone. */
  localTime: string | undefined;
  /** For `smart`: those of the owner in the same time zone. */
  results: readonly HourResult[];
}

/** When posts are published, in their order; preview and publication use the same times. @throws invalid_input */
export function slotsOf({ mode, platforms, timeZone, seed, localTime, results }: SlotsRequest) {
  const now = new Date();
  const scheduled = platforms.filter((platform): platform is ScheduledPlatform => platform !== 'download');
  type Planned = Pick<Slot, 'platform' | 'at'> & { weight: number | null; basedOn: Slot['basedOn'] | null };
  const slots: Planned[] =
    mode === 'smart'
      ? smartSlots({ platforms: scheduled, timeZone, seed, now, results })
      : scheduled.map((platform) => {
          return { platform, at: ownTime(localTime, timeZone, now), weight: null, basedOn: null };
        });
  return slots.map((slot) => ({ ...slot, localTime: localTimeOf(slot.at, timeZone) }));
}

/** @throws invalid_input */
function ownTime(localTime: string | undefined, timeZone: string, now: Date): Date {
  const found = futureInstant(localTime ?? '', timeZone, now);
  if ('at' in found) return found.at;
  throw invalidInput(undefined, { errors: [{ path: 'scheduled_time', ...found }] });
}
