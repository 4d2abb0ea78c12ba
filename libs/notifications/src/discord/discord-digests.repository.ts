import { changesOne } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The day that summaries cover: from 09:00 UTC on it is yesterday, until then the day before. */
const DAY = `((now() at time zone 'UTC' - interval '9 hours')::date - 1)`;
const IS_DUE = `discord_webhook is not null and choices -> 'discord' ->> 'digest' = 'true'
  and (digest_day is null or digest_day < ${DAY})`;

/** Which accounts get daily summaries on Discord, and which day the last summary of each covered. */
@Injectable()
export class DiscordDigestsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Accounts whose summary is due. */
  async due(limit: number, manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ ownerId: string }[]>(
      `select owner_id as "ownerId" from notification_settings where ${IS_DUE} order by digest_day nulls first limit $1`,
      [limit],
    );
    return rows.map(({ ownerId }) => ownerId);
  }

  /** The day, `YYYY-MM-DD`, that the due summary of the account covers; undefined when none is due. */
  async dayOf(ownerId: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ day: string }[]>(
      `select ${DAY}::text as day from notification_settings where owner_id = $1 and ${IS_DUE}`,
      [ownerId],
    );
    return row?.day;
  }

  /** @returns false when another job has finished the day */
  async finish(ownerId: string, day: string, manager: EntityManager): Promise<boolean> {
    return changesOne(
      manager,
      `update notification_settings set digest_day = $2
       where owner_id = $1 and (digest_day is null or digest_day < $2::date)`,
      [ownerId, day],
    );
  }
}
