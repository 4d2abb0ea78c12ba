import { EntitlementsService } from '@app/billing';
import { invalidInput, type Owner } from '@app/core';
import { localInstant, localTimeOf, type Slot, smartSlots } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { SchedulePreviewDto } from './schedule.dto';
import type { SchedulePreviewResponse } from './schedule.response';

/** Shows when posts would be published. */
@Injectable()
export class UploadScheduleService {
  constructor(private readonly entitlements: EntitlementsService) {}

  /** @throws tier_required, invalid_input for a time that does not exist or has passed */
  async preview({ ownerId }: Owner, given: SchedulePreviewDto): Promise<SchedulePreviewResponse> {
    const { platforms, schedule_mode: mode, timezone: timeZone = 'UTC', seed = ownerId } = given;
    await this.entitlements.requireFeature(ownerId, mode === 'smart' ? 'smart_scheduling' : 'scheduling');
    const now = new Date();
    const slots: (Omit<Slot, 'weight'> & { weight: number | null })[] =
      mode === 'smart'
        ? smartSlots({ platforms, timeZone, seed, now })
        : platforms.map((platform) => ({ platform, at: ownTime(given, timeZone, now), weight: null }));
    return {
      seed,
      slots: slots.map(({ platform, at, weight }) => ({
        platform,
        publish_at: at.toISOString(),
        local_time: localTimeOf(at, timeZone),
        weight,
      })),
    };
  }
}

/** @throws invalid_input */
function ownTime({ scheduled_time: localTime = '' }: SchedulePreviewDto, timeZone: string, now: Date): Date {
  const refused = (code: string, message: string) =>
    invalidInput(undefined, { errors: [{ path: 'scheduled_time', code, message }] });
  const at = localInstant(localTime, timeZone);
  if (!at) throw refused('no_such_time', 'scheduled_time is not a date and time that exists');
  if (at <= now) throw refused('in_the_past', 'scheduled_time has passed');
  return at;
}
