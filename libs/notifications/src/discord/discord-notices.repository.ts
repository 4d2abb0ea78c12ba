import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RecordedEvent } from '../events/account-events.repository';

/** Seconds after which an account that was given to a job is due again. */
const JOB_SECONDS = 120;
/** Longer than an attempt can take. If its worker dies, another one repeats the attempt. */
const ATTEMPT_SECONDS = 90;

export type DiscordNotice = Pick<RecordedEvent, 'id' | 'type' | 'data'>;

/** Events that wait for the Discord webhooks of their accounts; `AccountEventsRepository.record` adds them. */
@Injectable()
export class DiscordNoticesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Accounts with notices that may be sent now, each for one job. */
  async takeDue(limit: number, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ ownerId: string }[], number]>(
      `update notification_settings s set discord_due_at = now() + interval '${JOB_SECONDS} seconds' from (
         select owner_id from notification_settings
         where owner_id in (select owner_id from discord_notices) and (discord_due_at is null or discord_due_at <= now())
         order by owner_id limit $1 for update skip locked
       ) due where s.owner_id = due.owner_id returning s.owner_id as "ownerId"`,
      [limit],
    );
    return rows.map(({ ownerId }) => ownerId);
  }

  /** The oldest notices of the account, for this job only. */
  async take(ownerId: string, limit: number): Promise<DiscordNotice[]> {
    const [rows] = await this.dataSource.query<[DiscordNotice[], number]>(
      `update discord_notices n set taken_until = now() + interval '${ATTEMPT_SECONDS} seconds' from account_events e
       where e.id = n.event_id and n.event_id in (
         select event_id from discord_notices where owner_id = $1 and (taken_until is null or taken_until <= now())
         order by created_at, event_id limit $2 for update skip locked)
       returning e.id, e.type, e.data`,
      [ownerId, limit],
    );
    return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Deletes notices that were sent. Further ones of the account may be sent at once. */
  async finish(ownerId: string, ids: readonly string[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('delete from discord_notices where event_id = any($1)', [ids]);
      await manager.query('update notification_settings set discord_due_at = null where owner_id = $1', [ownerId]);
    });
  }

  /** Returns notices that did not arrive; the account is due again after so many seconds. */
  async postpone(ownerId: string, ids: readonly string[], seconds: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('update discord_notices set taken_until = null where event_id = any($1)', [ids]);
      await manager.query(
        'update notification_settings set discord_due_at = now() + make_interval(secs => $2) where owner_id = $1',
        [ownerId, seconds],
      );
    });
  }

  /** Deletes all notices of the account, which has no webhook that may get them. */
  async discard(ownerId: string, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query('delete from discord_notices where owner_id = $1', [ownerId]);
  }
}
