import { periodAfter } from './billing-period';
import { setDiscounts } from './discounts';
import type { FormValue } from './form';
import type {
  Customer,
  Invoice,
  InvoiceLine,
  Price,
  Subscription,
  SubscriptionItem,
  SubscriptionSchedule,
} from './objects';
import type { Payments } from './payments';
import { planOf, subscriptionDefaults, wholePeriod } from './subscription-fields';
import type { World } from './world';

const DAY = 86_400;
/**
 * Days after the first failure at which an unpaid renewal is retried.
 */
const RETRY_DAYS = [3, 5, 7];
/** What follows the last retry; an account chooses it in Stripe's Dashboard. */
export interface Dunning {
  afterLastRetry: 'cancel' | 'past_due';
}
/** Stripe's default is an hour. */
export interface Renewals {
  /** How long the invoice of a renewal stays a draft; 0: it is charged at once. */
  draftSeconds: number;
}
const TRIAL_NOTICE = 3 * DAY;

export interface NewSubscription {
  customer: Customer;
  items: { price: Price; quantity: number; discounts?: FormValue }[];
  discounts?: FormValue;
  trialDays: number;
  metadata: Record<string, string>;
}

/** Runs subscriptions: periods, trials, invoices, renewals, unpaid invoices, cancellation. */
export class SubscriptionEngine {
  readonly dunning: Dunning = { afterLastRetry: 'cancel' };
  readonly renewals: Renewals = { draftSeconds: 0 };

  constructor(
    private readonly world: World,
    private readonly payments: Payments,
  ) {}

  create({ customer, items, discounts, trialDays, metadata }: NewSubscription): Subscription {
    const { world } = this;
    const now = world.now();
    const end = trialDays > 0 ? now + trialDays * DAY : periodAfter(now, items[0]?.price);
    const subscription = world.add<Subscription>('sub', 'subscription', {
      ...subscriptionDefaults(now),
      customer: customer.id,
      status: trialDays > 0 ? 'trialing' : 'incomplete',
      trial_start: trialDays > 0 ? now : null,
      trial_end: trialDays > 0 ? end : null,
      currency: items[0]?.price.currency ?? 'usd',
      items: { object: 'list', url: '/v1/subscription_items', has_more: false, data: [] },
      metadata,
    });
    subscription.items.data = items.map((item) => this.item(subscription, item, [now, end]));
    setDiscounts(world, subscription, subscription, discounts);
    for (const [index, item] of subscription.items.data.entries())
      setDiscounts(world, subscription, item, items[index]?.discounts);
    const invoice = this.invoice(subscription, 'subscription_create');
    const paid = this.payments.payInvoice(invoice);
    if (paid && subscription.status === 'incomplete') subscription.status = 'active';
    world.emit('customer.subscription.created', subscription);
    return subscription;
  }

  /**
   * Changes the price from now on. Unused time of the old price is credited and the rest of the period charged: now,
   * with the next invoice, or never.
   */
  changePrice(
    subscription: Subscription,
    price: Price,
    quantity: number,
    proration: string = 'create_prorations',
  ): void {
    const [item] = subscription.items.data;
    if (!item || (item.price.id === price.id && item.quantity === quantity)) return;
    const credit = this.restOfPeriod(item, -1);
    Object.assign(item, { price, plan: planOf(price), quantity });
    if (subscription.status !== 'active' || proration === 'none') return;
    subscription.pending_lines.push(credit, this.restOfPeriod(item, 1));
    if (proration === 'always_invoice') this.payments.payInvoice(this.invoice(subscription, 'subscription_update'));
  }

  /** Another price from the end of the period on; replaces an earlier schedule. */
  schedulePrice(subscription: Subscription, price: Price): void {
    this.releaseSchedule(subscription);
    const [item] = subscription.items.data;
    if (!item) return;
    const { current_period_start: start, current_period_end: end, quantity } = item;
    const schedule = this.world.add<SubscriptionSchedule>('sub_sched', 'subscription_schedule', {
      customer: subscription.customer,
      subscription: subscription.id,
      status: 'active',
      end_behavior: 'release',
      current_phase: { start_date: start, end_date: end },
      phases: [
        { start_date: start, end_date: end, items: [{ price: item.price.id, quantity }] },
        { start_date: end, end_date: periodAfter(end, price), items: [{ price: price.id, quantity }] },
      ],
    });
    subscription.schedule = schedule.id;
    this.world.emit('subscription_schedule.created', schedule);
  }

  releaseSchedule(subscription: Subscription): void {
    const schedule = this.world.find<SubscriptionSchedule>(subscription.schedule);
    subscription.schedule = null;
    if (!schedule) return;
    Object.assign(schedule, { status: 'released', current_phase: null });
    this.world.emit('subscription_schedule.released', schedule);
  }

  endTrial(subscription: Subscription): void {
    if (subscription.status !== 'trialing') return;
    subscription.trial_end = this.world.now();
    for (const item of subscription.items.data) item.current_period_end = this.world.now();
    this.renew(subscription, { draftSeconds: 0 });
  }

  /** The unused part of a paid period goes to the customer's balance, which the next invoices use first. */
  creditRest(subscription: Subscription): void {
    const [item] = subscription.items.data;
    if (!item || subscription.status !== 'active') return;
    subscription.pending_lines.push(this.restOfPeriod(item, -1));
    this.payments.payInvoice(this.invoice(subscription, 'subscription_update'));
  }

  cancel(subscription: Subscription): void {
    const now = this.world.now();
    Object.assign(subscription, { status: 'canceled', canceled_at: subscription.canceled_at ?? now, ended_at: now });
    this.world.emit('customer.subscription.deleted', subscription);
  }

  /** Does everything that is due at the clock's time, in chronological order; true when there was something to do. */
  runDue(): boolean {
    const now = this.world.now();
    for (const subscription of this.world.all<Subscription>('subscription')) {
      const [item] = subscription.items.data;
      if (this.chargeDraft(subscription, now)) return true;
      if (!item || ['canceled', 'incomplete_expired', 'unpaid'].includes(subscription.status)) continue;
      this.noticeTrial(subscription, now);
      if (subscription.status === 'incomplete' && subscription.created + DAY <= now) this.expire(subscription);
      else if (subscription.status === 'past_due' && this.retryDue(subscription, now)) return true;
      else if (item.current_period_end <= now) return this.renew(subscription);
    }
    return false;
  }

  private renew(subscription: Subscription, { draftSeconds } = this.renewals): true {
    if (subscription.cancel_at_period_end) {
      this.cancel(subscription);
      return true;
    }
    this.startNextPhase(subscription);
    for (const item of subscription.items.data) {
      item.current_period_start = item.current_period_end;
      item.current_period_end = periodAfter(item.current_period_start, item.price);
    }
    if (subscription.status === 'trialing') subscription.status = 'active';
    const invoice = this.invoice(subscription, 'subscription_cycle');
    if (draftSeconds === 0) this.charge(subscription, invoice);
    this.world.emit('customer.subscription.updated', subscription);
    return true;
  }

  /** The end of a subscription does not stop its draft. */
  private chargeDraft(subscription: Subscription, now: number): boolean {
    const invoice = this.world.find<Invoice>(subscription.latest_invoice);
    if (invoice?.status !== 'draft' || !invoice.auto_advance) return false;
    if (invoice.created + this.renewals.draftSeconds > now) return false;
    this.charge(subscription, invoice);
    this.world.emit('customer.subscription.updated', subscription);
    return true;
  }

  private charge(subscription: Subscription, invoice: Invoice): void {
    const isPaid = this.payments.payInvoice(invoice);
    if (subscription.status !== 'canceled') subscription.status = isPaid ? 'active' : 'past_due';
  }

  private startNextPhase(subscription: Subscription): void {
    const schedule = this.world.find<SubscriptionSchedule>(subscription.schedule);
    const price = this.world.find<Price>(schedule?.phases.at(-1)?.items[0]?.price);
    const [item] = subscription.items.data;
    if (!schedule || !price || !item) return;
    Object.assign(item, { price, plan: planOf(price) });
    Object.assign(schedule, { status: 'released', current_phase: null });
    subscription.schedule = null;
    this.world.emit('subscription_schedule.released', schedule);
  }

  /** @param sign 1 to charge, -1 to credit the time from now until the period ends */
  private restOfPeriod(item: SubscriptionItem, sign: 1 | -1): InvoiceLine {
    const { current_period_start: start, current_period_end: end, price, quantity } = item;
    const now = this.world.now();
    const share = Math.min(1, Math.max(0, end - now) / (end - start));
    const amount = sign * Math.round(price.unit_amount * quantity * share);
    return { price, amount, period: { start: now, end }, quantity, proration: true };
  }

  private retryDue(subscription: Subscription, now: number): boolean {
    const invoice = this.world.find<Invoice>(subscription.latest_invoice);
    if (invoice?.status !== 'open' || !invoice.next_payment_attempt || invoice.next_payment_attempt > now) return false;
    if (this.payments.payInvoice(invoice)) this.recover(subscription);
    else {
      const days = RETRY_DAYS[invoice.attempt_count - 1];
      invoice.next_payment_attempt = days === undefined ? null : invoice.created + days * DAY;
      if (days === undefined && this.dunning.afterLastRetry === 'cancel') this.cancel(subscription);
    }
    return true;
  }

  recover(subscription: Subscription): void {
    if (!['past_due', 'incomplete', 'unpaid'].includes(subscription.status)) return;
    subscription.status = 'active';
    this.world.emit('customer.subscription.updated', subscription);
  }

  private expire(subscription: Subscription): void {
    subscription.status = 'incomplete_expired';
    this.world.emit('customer.subscription.updated', subscription);
  }

  private noticeTrial(subscription: Subscription, now: number): void {
    if (
      subscription.status !== 'trialing' ||
      subscription.trial_notice_sent ||
      (subscription.trial_end ?? Infinity) - now > TRIAL_NOTICE
    )
      return;
    subscription.trial_notice_sent = true;
    this.world.emit('customer.subscription.trial_will_end', subscription);
  }

  private item(
    subscription: Subscription,
    { price, quantity }: { price: Price; quantity: number },
    [start, end]: [number, number],
  ): SubscriptionItem {
    return this.world.add<SubscriptionItem>('si', 'subscription_item', {
      subscription: subscription.id,
      price,
      plan: planOf(price),
      quantity,
      current_period_start: start,
      current_period_end: end,
      discounts: [],
      tax_rates: [],
    });
  }

  /** Everything pending, and with a new period its price. */
  private invoice(subscription: Subscription, reason: string): Invoice {
    const lines = subscription.pending_lines.splice(0);
    const inTrial = reason === 'subscription_create' && subscription.status === 'trialing';
    if (reason !== 'subscription_update')
      lines.push(...subscription.items.data.map((item) => wholePeriod(item, inTrial)));
    const invoice = this.payments.draftInvoice({
      customer: subscription.customer,
      reason,
      lines,
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      },
    });
    invoice.next_payment_attempt = invoice.created + (RETRY_DAYS[0] ?? 0) * DAY;
    subscription.latest_invoice = invoice.id;
    return invoice;
  }
}
