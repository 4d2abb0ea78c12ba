import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PLATFORM_NAMES, PlatformAdapters } from '../platform-adapters';

/**
 * Posts of deleted uploads. They stay without their texts, because platforms count them, and the calls for them, in the
 * limits of a day, and figures of the past count them as well.
 */
@Injectable()
export class ErasedPublicationsRepository {
  constructor(private readonly adapters: PlatformAdapters) {}

  /** @returns false, without a change, while workers still look for a post at its platform, by its texts */
  async erase(uploadId: string, manager: EntityManager): Promise<boolean> {
    const posts = await manager.query<{ isInUse: boolean }[]>(
      `select due_at is not null or coalesce(lease_until > clock_timestamp(), false) as "isInUse"
       from publications where upload_id = $1 order by id for no key update`,
      [uploadId],
    );
    if (posts.some(({ isInUse }) => isInUse)) return false;
    await manager.query(
      `update publications set erased_at = clock_timestamp(), session = null, updated_at = clock_timestamp(),
         texts = case when texts is not null then '{}'::json end, file = case when file is not null then '{}'::json end,
         overrides = coalesce((select json_build_object('options', json_object_agg(key, value))
           from json_each(overrides -> 'options') where key = any($2) having count(*) > 0), '{}')
       where upload_id = $1 and erased_at is null`,
      [uploadId, this.countedOptions()],
    );
    return true;
  }

  /** The options by which platforms decide whether a post counts. */
  private countedOptions(): string[] {
    const limits = PLATFORM_NAMES.filter((name) => this.adapters.isConfigured(name)).map(
      (name) => this.adapters.named(name).postLimit,
    );
    return limits.flatMap((limit) => (limit?.per === 'account' ? Object.keys(limit.exempt ?? {}) : []));
  }
}
