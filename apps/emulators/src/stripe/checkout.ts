import { type Form, flag, group, list, text, whole, words } from './form';
import type { CheckoutSession, Customer, Price, StripeObject } from './objects';
import type { Payments } from './payments';
import { declined, invalid } from './stripe-failure';
import type { SubscriptionEngine } from './subscription-engine';
import type { World } from './world';

const DAY = 86_400;

/** Checkout sessions, from their creation to a person's actions on the hosted page. */
export class Checkout {
  constructor(
    private readonly world: World,
    private readonly payments: Payments,
    private readonly subscriptions: SubscriptionEngine,
  ) {}

  create(form: Form): CheckoutSession {
    const { world } = this;
    const mode = text(form.mode);
    if (mode !== 'payment' && mode !== 'subscription')
      throw invalid('You must provide one of: mode=payment, mode=subscription', 'mode');
    const customer = world.get<Customer>('customer', text(form.customer), 'customer');
    const items = list(form.line_items)
      .map(group)
      .map((item) => ({ price: this.price(text(item.price)), quantity: whole(item.quantity) ?? 1 }));
    if (items.length === 0) throw invalid('Missing required param: line_items.', 'line_items');
    if (items.some(({ price }) => (price.type === 'recurring') !== (mode === 'subscription')))
      throw invalid(`The price cannot be used in \`${mode}\` mode.`, 'line_items[0][price]');
    const taxed = flag(group(form.automatic_tax).enabled);
    if (taxed && !customer.address && text(group(form.customer_update).address) !== 'auto') {
      throw invalid(
        'Automatic tax calculation in Checkout requires a valid address on the Customer.',
        'customer',
        'customer_tax_location_invalid',
      );
    }
    const subscription = group(form.subscription_data);
    const total = items.reduce((sum, { price, quantity }) => sum + price.unit_amount * quantity, 0);
    const session = world.add<CheckoutSession>('cs_test', 'checkout.session', {
      mode,
      status: 'open',
      payment_status: 'unpaid',
      customer: customer.id,
      client_reference_id: text(form.client_reference_id) ?? null,
      amount_total: total,
      amount_subtotal: total,
      currency: items[0]?.price.currency ?? 'usd',
      automatic_tax: { enabled: taxed, liability: null, provider: null, status: null },
      expires_at: whole(form.expires_at) ?? world.now() + DAY,
      success_url: text(form.success_url) ?? null,
      cancel_url: text(form.cancel_url) ?? null,
      payment_intent: null,
      subscription: null,
      invoice: null,
      url: null,
      metadata: words(form.metadata),
      order: {
        items,
        trialDays: whole(subscription.trial_period_days) ?? 0,
        subscriptionMetadata: words(subscription.metadata),
        paymentMetadata: words(group(form.payment_intent_data).metadata),
      },
    });
    session.url = `${world.url}/pay/${session.id}`;
    return session;
  }

  lineItems(session: CheckoutSession): StripeObject[] {
    return session.order.items.map(({ price, quantity }, index) => {
      const total = price.unit_amount * quantity;
      return {
        id: `li_${session.id}_${index}`,
        object: 'item',
        created: session.created,
        metadata: {},
        price,
        quantity,
        amount_total: total,
        amount_subtotal: total,
        currency: price.currency,
      };
    });
  }

  /** The actions of the hosted page. `later`: a payment method that takes days, see `finish`. */
  pay(session: CheckoutSession, card: 'ok' | 'declined' | 'later'): void {
    this.assertOpen(session);
    if (card === 'declined') throw declined();
    const customer = this.world.get<Customer>('customer', session.customer ?? '');
    customer.card = 'ok';
    this.world.add<StripeObject>('pm', 'payment_method', { customer: customer.id, type: 'card', metadata: {} });
    const { items, trialDays, subscriptionMetadata, paymentMetadata } = session.order;
    if (session.mode === 'subscription') {
      const subscription = this.subscriptions.create({ customer, items, trialDays, metadata: subscriptionMetadata });
      Object.assign(session, {
        subscription: subscription.id,
        invoice: subscription.latest_invoice,
        payment_status: trialDays > 0 ? 'no_payment_required' : 'paid',
      });
    } else {
      const intent = this.payments.charge(
        customer.id,
        Number(session.amount_total),
        String(session.currency),
        paymentMetadata,
        card === 'later',
      );
      Object.assign(session, { payment_intent: intent.id, payment_status: card === 'later' ? 'unpaid' : 'paid' });
    }
    Object.assign(session, { status: 'complete', url: null });
    this.world.emit('checkout.session.completed', session);
  }

  /** The end of a payment that took days. */
  finish(session: CheckoutSession, succeeded: boolean): void {
    if (session.status !== 'complete' || session.payment_status !== 'unpaid')
      throw invalid('This session is not waiting for a payment.');
    this.payments.settle(this.world.get('payment_intent', session.payment_intent ?? ''), succeeded);
    if (succeeded) session.payment_status = 'paid';
    this.world.emit(`checkout.session.async_payment_${succeeded ? 'succeeded' : 'failed'}`, session);
  }

  expire(session: CheckoutSession): void {
    this.assertOpen(session);
    Object.assign(session, { status: 'expired', url: null });
    this.world.emit('checkout.session.expired', session);
  }

  /** True when the clock has expired a session. */
  runDue(): boolean {
    const due = this.world
      .all<CheckoutSession>('checkout.session', { status: 'open' })
      .filter(({ expires_at }) => expires_at <= this.world.now());
    due.forEach((session) => this.expire(session));
    return due.length > 0;
  }

  private assertOpen(session: CheckoutSession): void {
    if (session.status !== 'open')
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be used. This Checkout Session has a status of ${session.status}.`,
      );
  }

  private price(id: string | undefined): Price {
    const price = this.world.get<Price>('price', id, 'line_items[0][price]');
    if (!price.active) throw invalid(`The price specified is inactive.`, 'line_items[0][price]');
    return price;
  }
}
