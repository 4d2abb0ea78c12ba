import { newId, type Page, readPage } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { WebhookDelivery, type WebhookDeliveryStatus } from './webhook-delivery.entity';
import { WEBHOOK_TEST, type WebhookEvent } from './webhook-events';

/** Seconds from a failed attempt to the next one; together three days. */
const PAUSES = [30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** Longer than an attempt can take. If its worker dies, another one repeats the attempt. */
const ATTEMPT_SECONDS = 120;
/** An endpoint that does not answer holds up at most this many attempts at a time. */
const DUE_PER_ENDPOINT = 20;
const KEPT_DAYS = 30;
const MOST_AT_ONCE = 100;
/** HTTP status of an endpoint that wants nothing more. */
const GONE = 410;
const LONGEST_PROBLEM = 300;

/** A delivery that this process may attempt now. */
export interface TakenDelivery {
  id: string;
  endpointId: string;
  /** The owner of the endpoint. */
  userId: string;
  eventId: string;
  body: string;
  url: string;
  /** Including this one. */
  attempts: number;
}

export interface DeliveryAttempt {
  /** HTTP status; null: no answer. */
  status: number | null;
  /** Null: delivered. */
  problem: string | null;
  durationMs: number;
}

/** Events on their way to the endpoints of customers, each at least once to every endpoint that wants it. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(@InjectRepository(WebhookDelivery) private readonly deliveries: Repository<WebhookDelivery>) {}

  /**
   * Records events for each enabled endpoint of the owner that wants them, in the transaction in which they happen.
   * @returns ids of deliveries to attempt now. `takeDue` finds the others: those of endpoints that are failing, and what
   * goes beyond a hundred.
   */
  async record(ownerId: string, events: readonly WebhookEvent[], manager: EntityManager): Promise<string[]> {
    const messages = events.map(({ type, data }) => messageOf(type, data));
    const rows = await manager.query<{ id: string }[]>(
      `with wanted as (
         select gen_random_uuid() as id, e.id as endpoint_id, e.failing_since, m.id as event_id, m.type, m.body
         from webhook_endpoints e cross join unnest($2::uuid[], $3::text[], $4::text[]) as m (id, type, body)
         where e.user_id = $1 and e.disabled_reason is null and (e.events = '{}' or m.type = any(e.events))
       ), added as (
         insert into webhook_deliveries (id, endpoint_id, event_id, type, body)
         select id, endpoint_id, event_id, type, body from wanted
       )
       select id from wanted where failing_since is null limit ${MOST_AT_ONCE}`,
      [ownerId, messages.map(({ id }) => id), messages.map(({ type }) => type), messages.map(({ body }) => body)],
    );
    return rows.map(({ id }) => id);
  }

  /** A message that says nothing except that the endpoint works. @returns the id of the delivery */
  async recordTest(endpointId: string, manager: EntityManager): Promise<string> {
    const { id: eventId, type, body } = messageOf(WEBHOOK_TEST, { id: endpointId });
    const id = newId();
    await manager.query(
      'insert into webhook_deliveries (id, endpoint_id, event_id, type, body) values ($1, $2, $3, $4, $5)',
      [id, endpointId, eventId, type, body],
    );
    return id;
  }

  /** Newest first. */
  list(
    endpointId: string,
    page: { limit: number; cursor?: string; status?: WebhookDeliveryStatus },
  ): Promise<Page<WebhookDelivery>> {
    const query = this.deliveries.createQueryBuilder('d').where('d.endpointId = :endpointId', { endpointId });
    if (page.status) query.andWhere('d.status = :status', { status: page.status });
    return readPage(query, page);
  }

  find(endpointId: string, id: string): Promise<WebhookDelivery | null> {
    return this.deliveries.findOneBy({ id, endpointId });
  }

  /** Makes a finished delivery due again. False when it is unfinished, or does not exist. */
  async repeat(endpointId: string, id: string, manager: EntityManager): Promise<boolean> {
    const [, count] = await manager.query<[unknown, number]>(
      `update webhook_deliveries set status = 'pending', attempts = 0, due_at = clock_timestamp(), finished_at = null
       where id = $1 and endpoint_id = $2 and status <> 'pending'`,
      [id, endpointId],
    );
    return count === 1;
  }

  /** Undefined unless the delivery is due: another worker has it, it is finished, or its endpoint is disabled. */
  async take(id: string): Promise<TakenDelivery | undefined> {
    const [rows] = await this.deliveries.query<[TakenDelivery[], number]>(
      `update webhook_deliveries d set attempts = attempts + 1, attempted_at = clock_timestamp(),
         due_at = clock_timestamp() + interval '${ATTEMPT_SECONDS} seconds'
       from webhook_endpoints e where d.id = $1 and e.id = d.endpoint_id and e.disabled_reason is null
         and d.status = 'pending' and d.due_at <= clock_timestamp()
       returning d.id, d.endpoint_id as "endpointId", e.user_id as "userId", d.event_id as "eventId", d.body, e.url, d.attempts`,
      [id],
    );
    return rows[0];
  }

  /**
   * Stores the result of an attempt, and with it what is known about the endpoint.
   * @returns whether this attempt has disabled the endpoint
   */
  async finish(
    { id, endpointId, attempts }: TakenDelivery,
    { status, problem, durationMs }: DeliveryAttempt,
    manager: EntityManager,
  ): Promise<boolean> {
    const pause = problem === null ? undefined : PAUSES[attempts - 1];
    const outcome = problem === null ? 'delivered' : pause === undefined ? 'failed' : 'pending';
    // An attempt that took so long that another worker has begun one stores nothing.
    await manager.query(
      `update webhook_deliveries set status = $3, answer_status = $4, problem = $5, duration_ms = $6,
         due_at = clock_timestamp() + make_interval(secs => $7), finished_at = case when $3 <> 'pending' then clock_timestamp() end
       where id = $1 and attempts = $2 and status = 'pending'`,
      [
        id,
        attempts,
        outcome,
        status,
        problem?.slice(0, LONGEST_PROBLEM) ?? null,
        Math.round(durationMs),
        pause ?? null,
      ],
    );
    if (problem === null) {
      await manager.query(
        'update webhook_endpoints set failing_since = null where id = $1 and failing_since is not null',
        [endpointId],
      );
      return false;
    }
    const reason = status === GONE ? 'gone' : outcome === 'failed' ? 'failing' : null;
    const [disabled] = await manager.query<[unknown[], number]>(
      `update webhook_endpoints set failing_since = coalesce(failing_since, clock_timestamp()), disabled_reason = $2
       where id = $1 and disabled_reason is null returning 1`,
      [endpointId, reason],
    );
    return reason !== null && disabled.length === 1;
  }

  /** Deliveries that are due, oldest first, a few for each endpoint; `take` decides who attempts them. */
  async takeDue(limit: number, manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `select due.id from (select distinct endpoint_id from webhook_deliveries where status = 'pending' and due_at <= clock_timestamp()) late
       join webhook_endpoints e on e.id = late.endpoint_id and e.disabled_reason is null
       cross join lateral (
         select d.id, d.due_at from webhook_deliveries d where d.endpoint_id = e.id and d.status = 'pending'
           and d.due_at <= clock_timestamp() order by d.due_at limit ${DUE_PER_ENDPOINT}
       ) due order by due.due_at limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Deletes what is older than thirty days. @returns the number of rows */
  async removeOld(limit: number, manager: EntityManager): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(
      `delete from webhook_deliveries where id = any(array(
         select id from webhook_deliveries where created_at < now() - interval '${KEPT_DAYS} days' order by created_at limit $1))`,
      [limit],
    );
    return count;
  }
}

interface Message {
  id: string;
  type: string;
  body: string;
}

/** The envelope of Standard Webhooks 1.0. */
function messageOf(type: string, data: object): Message {
  return { id: newId(), type, body: JSON.stringify({ type, timestamp: new Date().toISOString(), data }) };
}
