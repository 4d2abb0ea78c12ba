import { counter } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { DataSource, type EntityManager } from 'typeorm';
import { paymentsNotConfigured, webhookInvalid } from '../../billing.errors';
import { type StripeConfig, stripeConfig } from './stripe.config';
import { StripeCustomersService } from './stripe-customers.service';
import { idOf } from './stripe-fields';
import { StripeGatewayService } from './stripe-gateway.service';
import { StripeOffersService } from './stripe-offers.service';
import { StripeSyncService } from './stripe-sync.service';

/** Seconds by which a signature's time may be off in either direction; the SDK itself only checks the past. */
const TOLERANCE = 300;
/** Stripe lists events for 30 days. */
const LISTED_SECONDS = 29 * 86_400;
/** Seconds by which a repair looks further back: events may become visible slightly later than their time. */
const OVERLAP_SECONDS = 3_600;
/** How long an event's content is kept after it was handled. */
const PAYLOAD_DAYS = 90;

/** Operators learn of these events only from our alerts. */
const URGENT = ['charge.dispute.created', 'invoice.finalization_failed'] as const;
/** A message to operators has room for as many; the others follow in the next one. */
const MOST_URGENT = 50;
/** By then their deadlines at Stripe have passed. */
const URGENT_DAYS = 30;

export interface UrgentPaymentEvents {
  type: (typeof URGENT)[number];
  /** Stripe's ids of the disputes or invoices, the oldest first. */
  subjects: string[];
  /** Stripe's ids of the events. */
  events: string[];
}

/** Events of these kinds change something about a customer that we copy. */
const CONCERNS_CUSTOMER =
  /^(checkout\.session|customer\.discount|customer\.subscription|subscription_schedule|invoice|charge|refund)\./;

/** Stores events before anything else and trusts none: each one only makes us read its customer from Stripe again. */
@Injectable()
export class StripeInboxService {
  private readonly received = counter('payment_events_total', 'Stored events of the payment provider by type', [
    'type',
  ]);

  constructor(
    @Inject(stripeConfig.KEY) private readonly config: StripeConfig,
    private readonly gateway: StripeGatewayService,
    private readonly offers: StripeOffersService,
    private readonly customers: StripeCustomersService,
    private readonly synchronisation: StripeSyncService,
    private readonly dataSource: DataSource,
  ) {
    // Prometheus notices the first one only after a 0.
    for (const type of URGENT) this.received.inc({ type }, 0);
  }

  /**
   * Checks and stores one delivery. The caller publishes the job that processes it in the same transaction.
   * @param body the request's bytes, unchanged
   * @returns the event's id, undefined when it was stored before
   * @throws webhook_invalid, payments_not_configured
   */
  async receive(
    body: Buffer,
    signature: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<string | undefined> {
    const event = this.verified(body, signature);
    return (await this.store(event, manager)) ? event.id : undefined;
  }

  /**
   * Handles a stored event, again when an earlier attempt failed or on request.
   * @throws the synchronisation's errors, after recording them with the event
   */
  async process(eventId: string): Promise<void> {
    const [row] = await this.dataSource.query<{ payload: Stripe.Event | null }[]>(
      'select payload from payment_events where id = $1',
      [eventId],
    );
    if (!row?.payload) throw new Error(`event ${eventId} does not exist, or its content was deleted`);
    try {
      await this.handle(row.payload);
      await this.dataSource.query(
        'update payment_events set processed_at = now(), attempts = attempts + 1, last_error = null where id = $1',
        [eventId],
      );
    } catch (error) {
      await this.dataSource.query('update payment_events set attempts = attempts + 1, last_error = $2 where id = $1', [
        eventId,
        (error as Error).message.slice(0, 500),
      ]);
      throw error;
    }
  }

  /**
   * Fetches events that never arrived, processes all open ones, sets test customers aside in live mode, and completes
   * subscriptions without an amount. An event that fails again stays open and blocks no other.
   */
  async repair(): Promise<{ processed: number; failed: number }> {
    await this.fetchMissed();
    const open = await this.dataSource.query<{ id: string }[]>(
      'select id from payment_events where processed_at is null order by received_at',
    );
    let failed = 0;
    for (const { id } of open) await this.process(id).catch(() => failed++);
    const unread = (await this.customers.sortByMode()) + (await this.synchronisation.addMissingAmounts());
    return { processed: open.length - failed, failed: failed + unread };
  }

  /**
   * From the last complete listing on: the events of an outage are older than the first one that arrives after it.
   */
  private async fetchMissed(): Promise<void> {
    const [row] = await this.dataSource.query<[{ now: number; listed: number | null }]>(
      `select extract(epoch from now())::float8 as now,
        (select extract(epoch from listed_at)::float8 from payment_event_listings where livemode = $1) as listed`,
      [this.gateway.livemode],
    );
    const since = Math.floor(Math.max((row.listed ?? 0) - OVERLAP_SECONDS, row.now - LISTED_SECONDS));
    await this.gateway.ask(async (stripe) => {
      for await (const event of stripe.events.list({ created: { gte: since }, limit: 100 }))
        await this.store(event, this.dataSource.manager);
    });
    await this.dataSource.query(
      `insert into payment_event_listings values ($1, to_timestamp($2))
        on conflict (livemode) do update set listed_at = excluded.listed_at`,
      [this.gateway.livemode, row.now],
    );
  }

  /** What operators have to act on at Stripe and have not heard of: call `markReported` once they have. */
  async unreported(): Promise<UrgentPaymentEvents[]> {
    const found = await Promise.all(
      URGENT.map((type) =>
        this.dataSource.query<UrgentPaymentEvents[]>(
          `select type, array_agg(subject order by received_at) as subjects, array_agg(id order by received_at) as events
           from (select type, id, received_at, coalesce(payload #>> '{data,object,id}', id) as subject from payment_events
             where type = '${type}' and reported_at is null and received_at > now() - interval '${URGENT_DAYS} days'
             order by received_at limit ${MOST_URGENT}) oldest group by type`,
        ),
      ),
    );
    return found.flat();
  }

  async markReported(events: readonly string[], manager: EntityManager): Promise<void> {
    await manager.query('update payment_events set reported_at = now() where id = any($1) and reported_at is null', [
      events,
    ]);
  }

  /** Events that the hourly repair could not process either. */
  async countStuck(): Promise<number> {
    const [row] = await this.dataSource.query<[{ stuck: number }]>(
      `select count(*)::int as stuck from payment_events where processed_at is null and received_at < now() - interval '2 hours'`,
    );
    return row.stuck;
  }

  /** Deletes the content of old events; their ids and results stay. Returns their number. */
  async purgePayloads(limit: number, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const rows = await manager.query<unknown[]>(
      `with old as (select id from payment_events where payload is not null and processed_at < now() - interval '${PAYLOAD_DAYS} days' limit $1),
        purged as (update payment_events set payload = null where id in (select id from old) returning id) select id from purged`,
      [limit],
    );
    return rows.length;
  }

  private async handle(event: Stripe.Event): Promise<void> {
    if (/^(price|product)\./.test(event.type)) this.offers.forget();
    if (event.type === 'customer.deleted') {
      await this.customers.detachIfGone(event.data.object.id);
      return;
    }
    if (!CONCERNS_CUSTOMER.test(event.type)) return;
    const customerId = await this.customerOf(
      event.data.object as { customer?: string | { id: string } | null; charge?: string | { id: string } | null },
    );
    if (!customerId) return;
    await this.synchronisation.sync(customerId);
    // Stripe's clock decides when the trial ends soon; the mail uses our own record.
    if (event.type === 'customer.subscription.trial_will_end')
      await this.synchronisation.noteTrialEnding(event.data.object.id);
  }

  /** Refunds and disputes name only their charge. */
  private async customerOf({
    customer,
    charge,
  }: {
    customer?: string | { id: string } | null;
    charge?: string | { id: string } | null;
  }): Promise<string | undefined> {
    const chargeId = idOf(charge);
    if (customer || !chargeId) return idOf(customer);
    return idOf((await this.gateway.ask((stripe) => stripe.charges.retrieve(chargeId))).customer);
  }

  private async store(event: Stripe.Event, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'insert into payment_events (id, type, payload, created_at) values ($1, $2, $3, to_timestamp($4)) on conflict do nothing returning id',
      [event.id, event.type, JSON.stringify(event), event.created],
    );
    const isNew = rows.length > 0;
    if (isNew) this.received.inc({ type: event.type });
    return isNew;
  }

  private verified(body: Buffer, signature: string): Stripe.Event {
    const { STRIPE_WEBHOOK_SECRET: secrets, STRIPE_SECRET_KEY: key } = this.config;
    if (secrets.length === 0 || !key)
      throw paymentsNotConfigured(undefined, {
        extra: { variable: 'STRIPE_WEBHOOK_SECRET' },
      });
    const time = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1] ?? Number.NaN);
    if (!(time - Date.now() / 1_000 <= TOLERANCE))
      throw webhookInvalid('The timestamp of the signature is missing or in the future.');
    const event = secrets.map((secret) => verify(body, signature, secret)).find((each) => each !== undefined);
    if (!event) throw webhookInvalid('The signature does not match the body.');
    if (event.livemode !== this.gateway.livemode)
      throw webhookInvalid('The event belongs to the other mode (live or test).');
    return event;
  }
}

function verify(body: Buffer, signature: string, secret: string): Stripe.Event | undefined {
  try {
    return Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE);
  } catch {
    return undefined;
  }
}
