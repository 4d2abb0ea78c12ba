import { affectedRows, deleteInBatches, newId, prepared, type Statement } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DISCORD_CHOICES, IN_APP_CHOICES, NOTIFICATION_DEFAULTS } from '../settings/notification-choices';
import { ACCOUNT_EVENTS, type AccountEvent, type AccountEventType, STREAM_EVENTS } from './account-event';

/** The notification of a transaction that has made webhook deliveries due. */
export const DELIVERIES_CHANNEL = 'webhook_deliveries';

/** The notification of a transaction that has recorded notices for the dashboard. */
export const NOTICES_CHANNEL = 'notices';

/** What decides which channels get an event, by its type. */
const CHOICES = new Map([
  ...ACCOUNT_EVENTS.map((type) => [type as AccountEventType, choicesFor(type, true)] as const),
  ...STREAM_EVENTS.map((type) => [type as AccountEventType, choicesFor(type, false)] as const),
]);

/** Events of one account that a reader gets at a time. */
const PAGE = 200;
/** Events of one statement that orders them. */
const ORDERED_AT_ONCE = 1_000;
const COLUMNS = `id, owner_id as "ownerId", type, data, created_at as "createdAt", position::float8 as position`;
const RECORD = prepared(`with m as (
   select * from jsonb_to_recordset($2::jsonb) as m (id uuid, type text, body text, data jsonb, at timestamptz,
     discord text, "isDiscordDefault" boolean, "inApp" text, "isInAppDefault" boolean, "isForWebhooks" boolean)
 ), recorded as (
   insert into account_events (id, owner_id, type, data, created_at) select id, $1, type, data, at from m
 ), for_discord as (
   insert into discord_notices (event_id, owner_id)
   select m.id, $1 from m join notification_settings s on s.owner_id = $1 and s.discord_webhook is not null
   where m.discord is not null and coalesce((s.choices -> 'discord' ->> m.discord)::boolean, m."isDiscordDefault")
 ), in_app as (
   insert into notices (id, owner_id, event, data, created_at)
   select m.id, $1, m.type, m.data, m.at from m left join notification_settings s on s.owner_id = $1
   where m."inApp" is not null and coalesce((s.choices -> 'in_app' ->> m."inApp")::boolean, m."isInAppDefault")
   returning 1
 ), due as (
   insert into webhook_deliveries (id, endpoint_id, event_id, type, body)
   select gen_random_uuid(), e.id, m.id, m.type, m.body from webhook_endpoints e cross join m
   where e.user_id = $1 and e.disabled_reason is null and m."isForWebhooks"
     and (e.events = '{}' or m.type = any(e.events)) returning 1
 ) select pg_notify(channel, '') from (
   select '${DELIVERIES_CHANNEL}' as channel from due union select '${NOTICES_CHANNEL}' from in_app) work`);

/** An event that readers have seen, or can see. */
export interface RecordedEvent {
  /** The same in every channel. */
  id: string;
  ownerId: string;
  type: AccountEventType;
  data: AccountEvent['data'];
  createdAt: Date;
  /** Grows within an account; an event that commits later has a higher one. */
  position: number;
}

/** The events of accounts of the last thirty days. */
@Injectable()
export class AccountEventsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Records events in the transaction in which they happen, together with a delivery for each enabled webhook endpoint
   * that is subscribed to them and, if the owner chose it, notices for Discord and the dashboard. Workers send those.
   */
  async record(ownerId: string, events: readonly AccountEvent[], manager: EntityManager): Promise<void> {
    const { text, values } = this.recording(ownerId, events);
    await manager.query(text, [...values]);
  }

  /** The statement of `record`, for a transaction whose statements are sent together. */
  recording(ownerId: string, events: readonly AccountEvent[]): Statement {
    const messages = events.map(({ type, data }) => ({ ...messageOf(type, data), ...CHOICES.get(type), data }));
    return { text: RECORD, values: [ownerId, JSON.stringify(messages)] };
  }

  /**
   * Gives committed events their positions, without which nobody can read them. Only one transaction at a time does
   * this, so that no position appears below one that a reader has seen.
   * @param ownerIds owners whose events get positions; undefined: all
   * @returns the number of events, at most a thousand
   */
  async order(ownerIds?: readonly string[]): Promise<number> {
    const waiting = `from account_events where position is null and ($1::uuid[] is null or owner_id = any($1))`;
    const [{ isAny }] = await this.dataSource.query<[{ isAny: boolean }]>(
      `select exists (select ${waiting}) as "isAny"`,
      [ownerIds],
    );
    if (!isAny) return 0;
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtextextended('account events', 0))`);
      return affectedRows(
        manager,
        `update account_events e set position = o.position from (
           select id, nextval('account_event_positions') as position
           from (select id ${waiting} order by created_at, id limit ${ORDERED_AT_ONCE}) w
         ) o where e.id = o.id`,
        [ownerIds],
      );
    });
  }

  /**
   * The next events of each account, in their order.
   * @param cursors position of the last event that the reader of an account has seen, by owner
   */
  async after(cursors: ReadonlyMap<string, number>): Promise<RecordedEvent[]> {
    return this.dataSource.query(
      `select e.* from unnest($1::uuid[], $2::float8[]) as reader (owner_id, seen) cross join lateral (
         select ${COLUMNS} from account_events where owner_id = reader.owner_id and position > reader.seen::bigint
         order by position limit ${PAGE}) e order by e.position`,
      [[...cursors.keys()], [...cursors.values()]],
    );
  }

  /** The newest event of the account that has a position; undefined without one. */
  async last(ownerId: string): Promise<Pick<RecordedEvent, 'id' | 'position'> | undefined> {
    const [event] = await this.dataSource.query<Pick<RecordedEvent, 'id' | 'position'>[]>(
      `select id, position::float8 as position from account_events where owner_id = $1 and position is not null
       order by position desc limit 1`,
      [ownerId],
    );
    return event;
  }

  /** Undefined for an event that is unknown, no longer kept, or of another account. */
  async positionOf(ownerId: string, id: string): Promise<number | undefined> {
    const [event] = await this.dataSource.query<{ position: number }[]>(
      `select position::float8 as position from account_events where id = $2 and owner_id = $1 and position is not null`,
      [ownerId, id],
    );
    return event?.position;
  }

  /** Newest first. */
  recent(ownerId: string, limit: number): Promise<Pick<RecordedEvent, 'id' | 'type' | 'data' | 'createdAt'>[]> {
    return this.dataSource.query(
      `select id, type, data, created_at as "createdAt" from account_events where owner_id = $1
       order by created_at desc, id desc limit $2`,
      [ownerId, limit],
    );
  }

  /** @returns the number of rows */
  erase(ownerId: string, manager: EntityManager): Promise<number> {
    return deleteInBatches(manager, { table: 'account_events', where: 'owner_id = $1' }, [ownerId]);
  }
}

/** The choices that decide whether Discord and the dashboard get an event, and their defaults. */
function choicesFor(type: AccountEventType, isForWebhooks: boolean) {
  const [discord, inApp] = [DISCORD_CHOICES[type], IN_APP_CHOICES[type]];
  return {
    discord,
    isDiscordDefault: discord && NOTIFICATION_DEFAULTS.discord[discord],
    inApp,
    isInAppDefault: inApp && NOTIFICATION_DEFAULTS.in_app[inApp],
    isForWebhooks,
  };
}

interface Message {
  id: string;
  type: string;
  at: Date;
  body: string;
}

/** The envelope of Standard Webhooks 1.0. */
export function messageOf(type: string, data: object): Message {
  const at = new Date();
  return { id: newId(), type, at, body: JSON.stringify({ type, timestamp: at.toISOString(), data }) };
}
