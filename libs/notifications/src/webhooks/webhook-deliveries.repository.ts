import { changesOne, newId, type Page, rateLimited, readPage } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { DELIVERIES_CHANNEL, messageOf } from '../events/account-events.repository';
import { WebhookDelivery, type WebhookDeliveryStatus } from './webhook-delivery.entity';

/** Sent to a single endpoint when its owner requests it. */
const WEBHOOK_TEST = 'webhook.test';
/** Seconds from a failed attempt to the next one; together three days. */
const PAUSES = [30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** Longer than an attempt can take. If its worker dies, another one repeats the attempt. */
const ATTEMPT_SECONDS = 120;
/** Attempts that all workers together make at a time. An account or a server that is slow delays only itself. */
const PER_ACCOUNT = 4;
const PER_FAILING_ACCOUNT = 1;
const PER_HOST = 8;
/** Test events of an endpoint within a minute. */
const TESTS_A_MINUTE = 10;
/** How long an endpoint must have accepted nothing before a delivery that fails for good disables it. */
const FAILING_FOR = '3 days';
/** HTTP status with which an endpoint declines further events. */
const GONE = 410;
const LONGEST_PROBLEM = 300;

// Steps from endpoint to endpoint in the index, so that the cost depends on the endpoints with work, not on the
// deliveries.
const TAKE = `with recursive waiting (endpoint_id) as (
    (select endpoint_id from webhook_deliveries where status = 'pending' order by endpoint_id limit 1)
    union all
    select (select d.endpoint_id from webhook_deliveries d where d.status = 'pending' and d.endpoint_id > waiting.endpoint_id
      order by d.endpoint_id limit 1) from waiting where waiting.endpoint_id is not null
  ), under_way as materialized (
    select e.user_id, e.host, e.failing_since is not null as failing
    from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where d.attempt_ends_at > clock_timestamp()
  ), due as (
    select d.id, d.due_at, e.id as endpoint_id, e.user_id, e.host, e.failing_since is not null as failing
    from waiting join webhook_endpoints e on e.id = waiting.endpoint_id and e.disabled_reason is null
    cross join lateral (
      select id, due_at from webhook_deliveries where endpoint_id = e.id and status = 'pending' and due_at <= clock_timestamp()
      order by due_at limit ${PER_ACCOUNT}
    ) d
  ), shares as (
    select due.*, (select count(*) from under_way u where u.user_id = due.user_id and u.failing = due.failing) as begun,
      (select count(*) from under_way u where u.host = due.host) as at_host,
      row_number() over (partition by host, user_id, failing order by due_at, id) as share from due
  ), by_host as (
    select *, at_host + row_number() over (partition by host order by failing, begun + share, due_at, id) as host_turn from shares
  ), by_account as (
    select *, begun + row_number() over (partition by user_id, failing order by due_at, id) as turn
    from by_host where host_turn <= ${PER_HOST}
  ), fair as (
    select id, endpoint_id, turn, due_at, failing, row_number() over (partition by failing order by turn, due_at, id) as place
    from by_account where turn <= case when failing then ${PER_FAILING_ACCOUNT} else ${PER_ACCOUNT} end
  ), chosen as (
    select id, endpoint_id from fair where not failing or place <= $2 order by failing, turn, due_at, id limit $1
  )
  update webhook_deliveries d set attempts = attempts + 1, attempted_at = clock_timestamp(),
    due_at = clock_timestamp() + interval '${ATTEMPT_SECONDS} seconds', attempt_ends_at = clock_timestamp() + interval '${ATTEMPT_SECONDS} seconds'
  from chosen join webhook_endpoints e on e.id = chosen.endpoint_id
  where d.id = chosen.id and d.status = 'pending' and d.due_at <= clock_timestamp()
  returning d.id, d.endpoint_id as "endpointId", e.user_id as "userId", d.event_id as "eventId", d.body, e.url, d.attempts,
    e.failing_since is not null as "isFailing"`;

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
  /** No attempt of the endpoint has succeeded lately. */
  isFailing: boolean;
}

export interface DeliveryAttempt {
  /** HTTP status; null: no answer. */
  status: number | null;
  /** Null: delivered. */
  problem: string | null;
  durationMs: number;
}

/** Events on their way to the endpoints of customers, each at least once to every endpoint that is subscribed to it. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(@InjectRepository(WebhookDelivery) private readonly deliveries: Repository<WebhookDelivery>) {}

  /**
   * A test message, which only shows that the endpoint works.
   * @returns the id of the delivery
   * @throws rate_limited after ten within a minute
   */
  async recordTest(endpointId: string, manager: EntityManager): Promise<string> {
    // Concurrent requests for one endpoint count one after the other.
    await manager.query('select 1 from webhook_endpoints where id = $1 for no key update', [endpointId]);
    const [tenth] = await manager.query<{ seconds: number }[]>(
      `select extract(epoch from created_at + interval '1 minute' - clock_timestamp())::float8 as seconds
       from webhook_deliveries where endpoint_id = $1 and type = $2 and created_at > clock_timestamp() - interval '1 minute'
       order by created_at desc offset ${TESTS_A_MINUTE - 1} limit 1`,
      [endpointId, WEBHOOK_TEST],
    );
    if (tenth)
      throw rateLimited(`An endpoint gets at most ${TESTS_A_MINUTE} test events a minute.`, {
        retryAfterSeconds: tenth.seconds,
      });
    const { id: eventId, type, body } = messageOf(WEBHOOK_TEST, { id: endpointId });
    const id = newId();
    await manager.query(
      `with recorded as (
         insert into webhook_deliveries (id, endpoint_id, event_id, type, body) values ($1, $2, $3, $4, $5) returning 1
       ) select pg_notify('${DELIVERIES_CHANNEL}', '') from recorded`,
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
  async repeat(endpointId: string, id: string): Promise<boolean> {
    const announced = await this.deliveries.query<unknown[]>(
      `with repeated as (
         update webhook_deliveries set status = 'pending', attempts = 0, due_at = clock_timestamp(), finished_at = null
         where id = $1 and endpoint_id = $2 and status <> 'pending' returning 1
       ) select pg_notify('${DELIVERIES_CHANNEL}', '') from repeated`,
      [id, endpointId],
    );
    return announced.length === 1;
  }

  /**
   * Takes due deliveries for this process to attempt now, so that every account and every host has its share of the
   * attempts that are under way anywhere. Empty also while another worker takes some.
   * @param most how many, and how many of them may go to endpoints that are failing
   */
  async take(most: { inAll: number; failing: number }): Promise<TakenDelivery[]> {
    const [{ isDue }] = await this.deliveries.query<[{ isDue: boolean }]>(
      `select exists (select from webhook_deliveries where status = 'pending' and due_at <= clock_timestamp()) as "isDue"`,
    );
    if (!isDue) return [];
    return this.deliveries.manager.transaction(async (manager) => {
      // Two workers that choose the same rows would wait for each other.
      const [{ mine }] = await manager.query<[{ mine: boolean }]>(
        `select pg_try_advisory_xact_lock(hashtextextended('webhook deliveries', 0)) as mine`,
      );
      if (!mine) return [];
      const [rows] = await manager.query<[TakenDelivery[], number]>(TAKE, [most.inAll, most.failing]);
      return rows;
    });
  }

  /** Gives back a delivery whose attempt was not made. */
  async giveBack({ id, attempts }: TakenDelivery, manager: EntityManager): Promise<void> {
    await manager.query(
      `update webhook_deliveries set attempts = attempts - 1, due_at = clock_timestamp(), attempt_ends_at = null,
         attempted_at = case when attempts = 1 and duration_ms is null then null else attempted_at end
       where id = $1 and attempts = $2 and status = 'pending'`,
      [id, attempts],
    );
  }

  /**
   * Stores the result of an attempt, and with it what is known about the endpoint. 410 disables it at once; a delivery
   * that fails for good only if nothing has been accepted for three days, since one event alone may be at fault.
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
    const isStored = await changesOne(
      manager,
      `update webhook_deliveries set status = $3, answer_status = $4, problem = $5, duration_ms = $6, attempt_ends_at = null,
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
    if (!isStored) return false;
    if (problem === null) {
      await manager.query(
        'update webhook_endpoints set failing_since = null where id = $1 and failing_since is not null',
        [endpointId],
      );
      return false;
    }
    const [[endpoint]] = await manager.query<[{ isDisabled: boolean }[], number]>(
      `update webhook_endpoints set failing_since = coalesce(failing_since, clock_timestamp()), disabled_reason = case
         when $2 then 'gone' when $3 and failing_since <= clock_timestamp() - interval '${FAILING_FOR}' then 'failing' end
       where id = $1 and disabled_reason is null returning disabled_reason is not null as "isDisabled"`,
      [endpointId, status === GONE, outcome === 'failed'],
    );
    return endpoint?.isDisabled ?? false;
  }
}
