import type { Account } from './account';
import { setDiscounts } from './discounts';
import { changedWords, type Form, flag, group, list, text, whole, words } from './form';
import type {
  Charge,
  CheckoutSession,
  Customer,
  Invoice,
  Price,
  StripeList,
  StripeObject,
  Subscription,
  SubscriptionSchedule,
} from './objects';
import { type Call, type Routes, readable } from './routes';
import { declined, invalid } from './stripe-failure';
import type { World } from './world';

/** Checkout, subscriptions, invoices, payments, refunds: the objects with behaviour. */
export const billingRoutes: Routes = {
  ...readable('/checkout/sessions', 'checkout.session'),
  'GET /checkout/sessions': ({ account, form, path }) => {
    const page = account.world.page('checkout.session', form, path);
    if (!list(form.expand).includes('data.line_items')) return page;
    return {
      ...page,
      data: page.data.map((session) => ({ ...session, line_items: lineItems(account, session as CheckoutSession) })),
    };
  },
  'GET /checkout/sessions/:id': ({ account, id, form }) => {
    const session = account.session(id);
    return list(form.expand).includes('line_items') ? { ...session, line_items: lineItems(account, session) } : session;
  },
  'POST /checkout/sessions': ({ account, form }) => account.checkout.create(form),
  'GET /checkout/sessions/:id/line_items': ({ account, id }) => lineItems(account, account.session(id)),
  'POST /checkout/sessions/:id/expire': ({ account, id }) => {
    const session = account.session(id);
    account.checkout.expire(session);
    return session;
  },

  ...readable('/subscriptions', 'subscription'),
  'GET /subscriptions': ({ account: { world }, form, path }) => {
    if (text(form.status) !== undefined) return world.page('subscription', form, path);
    // Without a status Stripe lists those that have not ended.
    const page = world.page('subscription', { ...form, limit: '100' }, path);
    const data = page.data.filter(({ status }) => status !== 'canceled' && status !== 'incomplete_expired');
    const limit = whole(form.limit) ?? 10;
    return { ...page, data: data.slice(0, limit), has_more: page.has_more || data.length > limit };
  },
  'POST /subscriptions': ({ account, form }) => {
    const items = list(form.items)
      .map(group)
      .map((item) => ({
        price: priceOf(account.world, item),
        quantity: whole(item.quantity) ?? 1,
        discounts: item.discounts,
      }));
    const customer = account.world.get<Customer>('customer', text(form.customer), 'customer');
    return account.subscriptions.create({
      customer,
      items,
      discounts: form.discounts,
      trialDays: whole(form.trial_period_days) ?? 0,
      metadata: words(form.metadata),
    });
  },
  'POST /subscriptions/:id': (call) => updateSubscription(call),
  'DELETE /subscriptions/:id': ({ account, id, form }) => {
    const subscription = account.subscription(id);
    if (subscription.status === 'canceled') throw invalid(`No such subscription: '${id}'`, 'id', 'resource_missing');
    const comment = text(group(form.cancellation_details).comment) ?? null;
    Object.assign(subscription, {
      cancellation_details: { comment, feedback: null, reason: 'cancellation_requested' },
    });
    if (flag(form.prorate) && flag(form.invoice_now)) account.subscriptions.creditRest(subscription);
    account.subscriptions.cancel(subscription);
    return subscription;
  },
  'GET /subscription_items': ({ account, form, path }) => ({
    object: 'list',
    url: path,
    has_more: false,
    data: account.subscription(text(form.subscription)).items.data,
  }),

  ...readable('/subscription_schedules', 'subscription_schedule'),
  'POST /subscription_schedules/:id/release': ({ account, id }) => {
    const schedule = account.world.get<SubscriptionSchedule>('subscription_schedule', id);
    if (schedule.status !== 'active') throw invalid(`The subscription schedule is ${schedule.status}.`);
    account.subscriptions.releaseSchedule(account.subscription(schedule.subscription));
    return schedule;
  },

  ...readable('/invoices', 'invoice'),
  'POST /invoices/create_preview': (call) => preview(call),
  'POST /invoices/:id': ({ account: { world }, id, form }) => {
    const invoice = world.get<Invoice>('invoice', id);
    if (form.auto_advance !== undefined && invoice.status !== 'draft' && invoice.status !== 'open')
      throw invalid(`Invoice is ${invoice.status}.`, 'auto_advance', 'invoice_not_editable');
    if (form.auto_advance !== undefined) invoice.auto_advance = flag(form.auto_advance);
    invoice.metadata = changedWords(invoice.metadata, form.metadata);
    world.emit('invoice.updated', invoice);
    return invoice;
  },
  'POST /invoices/:id/pay': ({ account, id }) => {
    const invoice = openInvoice(account.world, id);
    if (!account.payments.payInvoice(invoice)) throw declined();
    const subscription = account.world.find<Subscription>(invoice.parent?.subscription_details.subscription);
    if (subscription?.latest_invoice === id) account.subscriptions.recover(subscription);
    return invoice;
  },
  'POST /invoices/:id/void': ({ account: { world }, id }) => {
    const invoice = Object.assign(openInvoice(world, id), { status: 'void' as const, auto_advance: false });
    world.emit('invoice.voided', invoice);
    return invoice;
  },
  'POST /invoices/:id/mark_uncollectible': ({ account: { world }, id }) => {
    const invoice = Object.assign(openInvoice(world, id), { status: 'uncollectible' as const, auto_advance: false });
    world.emit('invoice.marked_uncollectible', invoice);
    return invoice;
  },
  ...readable('/invoice_payments', 'invoice_payment'),

  ...readable('/payment_intents', 'payment_intent'),
  ...readable('/charges', 'charge'),
  ...readable('/disputes', 'dispute'),
  ...readable('/refunds', 'refund'),
  'POST /refunds': ({ account: { world, payments }, form }) => {
    const intent = text(form.payment_intent);
    const id = intent
      ? String(world.get<StripeObject>('payment_intent', intent, 'payment_intent').latest_charge)
      : text(form.charge);
    const charge = world.get<Charge>('charge', id, 'charge');
    return payments.refund(charge, whole(form.amount) ?? charge.amount - charge.amount_refunded, words(form.metadata));
  },
  ...readable('/events', 'event'),
  'GET /tax/settings': () => ({
    object: 'tax.settings',
    livemode: false,
    status: 'active',
    defaults: { tax_behavior: null, tax_code: null },
    head_office: null,
  }),
};

const lineItems = ({ checkout }: Account, session: CheckoutSession): StripeList<StripeObject> => ({
  object: 'list',
  url: `/v1/checkout/sessions/${session.id}/line_items`,
  has_more: false,
  data: checkout.lineItems(session),
});

function updateSubscription({ account, id, form }: Call): Subscription {
  const subscription = account.subscription(id);
  if (subscription.status === 'canceled')
    throw invalid('A canceled subscription can only update its cancellation_details and metadata.', 'id');
  if (form.cancel_at_period_end !== undefined) {
    if (subscription.schedule !== null)
      throw invalid(`The subscription is managed by the subscription schedule \`${subscription.schedule}\`.`);
    const ends = flag(form.cancel_at_period_end);
    const end = subscription.items.data[0]?.current_period_end ?? null;
    Object.assign(subscription, {
      cancel_at_period_end: ends,
      cancel_at: ends ? end : null,
      canceled_at: ends ? account.world.now() : null,
    });
  }
  const [item] = list(form.items).map(group);
  if (item) changeItem({ account, id, form, path: '' }, subscription, item);
  if (form.discounts !== undefined) setDiscounts(account.world, subscription, subscription, form.discounts);
  subscription.metadata = changedWords(subscription.metadata, form.metadata);
  if (text(form.trial_end) === 'now') account.subscriptions.endTrial(subscription);
  else account.world.emit('customer.subscription.updated', subscription);
  return subscription;
}

function changeItem({ account, form }: Call, subscription: Subscription, item: Form): void {
  const price = item.price === undefined ? subscription.items.data[0]?.price : priceOf(account.world, item);
  const customer = account.world.get<Customer>('customer', subscription.customer);
  if (
    customer.card === 'declined' &&
    ['error_if_incomplete', 'pending_if_incomplete'].includes(text(form.payment_behavior) ?? '')
  )
    throw declined();
  const [changed] = subscription.items.data;
  if (changed && item.discounts !== undefined) setDiscounts(account.world, subscription, changed, item.discounts);
  if (price)
    account.subscriptions.changePrice(
      subscription,
      price,
      whole(item.quantity) ?? subscription.items.data[0]?.quantity ?? 1,
      text(form.proration_behavior),
    );
}

function preview({ account: { world }, form }: Call): object {
  const subscription = world.get<Subscription>('subscription', text(form.subscription), 'subscription');
  const [item] = list(group(form.subscription_details).items).map(group);
  const current = subscription.items.data[0];
  const next = item?.price === undefined ? current?.price : priceOf(world, item);
  const amount = Math.max(0, (next?.unit_amount ?? 0) - (current?.price.unit_amount ?? 0)) || (next?.unit_amount ?? 0);
  const lines = { object: 'list', url: '', has_more: false, data: [] };
  return {
    id: 'upcoming_in_preview',
    object: 'invoice',
    customer: subscription.customer,
    amount_due: amount,
    total: amount,
    subtotal: amount,
    currency: next?.currency,
    lines,
    status: 'draft',
  };
}

function openInvoice(world: World, id: string): Invoice {
  const invoice = world.get<Invoice>('invoice', id);
  if (invoice.status !== 'open') throw invalid(`Invoice is ${invoice.status}.`, 'invoice', 'invoice_not_editable');
  return invoice;
}

const priceOf = (world: World, item: Form): Price => world.get<Price>('price', text(item.price), 'items[0][price]');
