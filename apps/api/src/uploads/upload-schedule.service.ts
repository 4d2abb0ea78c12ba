import { EntitlementsService } from '@app/billing';
import { invalidInput, type Owner } from '@app/core';
import { PublicationMetricsRepository, PublicationTimesRepository } from '@app/platforms';
import { futureInstant, localTimeOf, type Slot, smartSlots, type UntimedPost, type UploadPlatform } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { SchedulePreviewDto } from './schedule.dto';
import type { SchedulePreviewResponse } from './schedule.response';

export interface SlotsRequest {
  mode: 'scheduled' | 'smart';
  posts: readonly { platform: UploadPlatform; accountId?: string }[];
  timeZone: string;
  seed: string;
  /** For `scheduled`: local time in the zone, or an instant. */
  localTime: string | undefined;
}

/** When a post is published. */
type PlannedSlot = Pick<Slot, 'platform' | 'at'> & { weight: number | null; basedOn: Slot['basedOn'] | null };

/** Decides when posts are published, and shows it. */
@Injectable()
export class UploadScheduleService {
  constructor(
    private readonly entitlements: EntitlementsService,
    private readonly metrics: PublicationMetricsRepository,
    private readonly times: PublicationTimesRepository,
  ) {}

  /** @throws tier_required, invalid_input for a time that does not exist or has passed */
  async preview({ ownerId }: Owner, given: SchedulePreviewDto): Promise<SchedulePreviewResponse> {
    const { platforms, schedule_mode: mode, timezone: timeZone = 'UTC', seed = ownerId } = given;
    await this.entitlements.requireFeature(ownerId, mode === 'smart' ? 'smart_scheduling' : 'scheduling');
    const posts = platforms.map((platform) => ({ platform }));
    const slots = await this.slots({ ownerId }, { mode, posts, timeZone, seed, localTime: given.scheduled_time });
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

  /** When posts are published, in their order; preview and publication use the same times. @throws invalid_input */
  async slots(owner: Owner, request: SlotsRequest): Promise<(PlannedSlot & { localTime: string })[]> {
    const { mode, timeZone, localTime } = request;
    const now = new Date();
    const posts = request.posts.filter((post): post is UntimedPost => post.platform !== 'download');
    const slots =
      mode === 'smart'
        ? smartSlots({ ...request, posts, now, ...(await this.history(owner, timeZone)) })
        : posts.map(({ platform }): PlannedSlot => {
            return { platform, at: ownTime(localTime, timeZone, now), weight: null, basedOn: null };
          });
    return slots.map((slot) => ({ ...slot, localTime: localTimeOf(slot.at, timeZone) }));
  }

  private async history(owner: Owner, timeZone: string) {
    const [results, held] = await Promise.all([
      this.metrics.hourResults(owner, timeZone),
      this.times.heldPosts(owner, timeZone),
    ]);
    return { results, held };
  }
}

/** @throws invalid_input */
function ownTime(localTime: string | undefined, timeZone: string, now: Date): Date {
  const found = futureInstant(localTime ?? '', timeZone, now);
  if ('at' in found) return found.at;
  throw invalidInput(undefined, { errors: [{ path: 'scheduled_time', ...found }] });
}
