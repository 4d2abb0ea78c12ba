import type { AddressInfo } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import Stripe from 'stripe';
import { type StripeEmulator, startStripeEmulator } from '../support/emulators/stripe-emulator';
import { waitUntil } from '../support/harness/wait-until';

/** Of a field that holds an id, or the object when it was expanded. */
const idOf = (field: string | { id: string } | null): string => (typeof field === 'string' ? field : (field?.id ?? ''));

/** What it is, the operation, the parameters, and those of them that the operation does not have. */
const UNKNOWN_PARAMETERS: [string, string, Record<string, string>, string[]][] = [
  ['a field of the object', 'POST /customers', { email: 'a@example.com', created: '1' }, ['created']],
  ['a misspelt filter', 'GET /prices', { lookup_key: 'plan' }, ['lookup_key']],
  ['one in a list', 'POST /subscriptions', { 'items[0][amount]': '1' }, ['items[0][amount]']],
  [
    'two in a group',
    'POST /checkout/sessions',
    { 'subscription_data[trial_days]': '1', 'subscription_data[coupon]': 'x' },
    ['subscription_data[trial_days]', 'subscription_data[coupon]'],
  ],
  ['any of an operation without parameters', 'POST /checkout/sessions/cs_1/expire', { reason: 'x' }, ['reason']],
  ['one of a deletion', 'DELETE /subscriptions/sub_1', { reason: 'x' }, ['reason']],
];

/** To the real SDK, the emulator behaves as Stripe documents it. */
describe('the Stripe emulator', () => {
  let emulator: StripeEmulator;
  let sdk: Stripe;
  let receiver: FastifyInstance;
  let received: { body: string; signature: string }[];
  let answers: number[];

  beforeEach(async () => {
    emulator = await startStripeEmulator();
    sdk = emulator.sdk;
    [received, answers] = [[], []];
    receiver = fastify();
    receiver.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    receiver.post('/', (request, reply) => {
      received.push({ body: String(request.body), signature: String(request.headers['stripe-signature']) });
      return reply.status(answers.shift() ?? 200).send();
    });
    await receiver.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await emulator.close();
    await receiver.close();
  });

  const listen = (events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['*']) =>
    sdk.webhookEndpoints.create({
      url: `http://127.0.0.1:${(receiver.server.address() as AddressInfo).port}/`,
      enabled_events: events,
    });
  const advance = (days: number) => emulator.control('POST', '/clock/advance', { days });
  const price = async (lookupKey: string, amount: number, recurring = true) => {
    const product = await sdk.products.create({ name: lookupKey });
    return sdk.prices.create({
      product: product.id,
      lookup_key: lookupKey,
      unit_amount: amount,
      currency: 'usd',
      ...(recurring ? { recurring: { interval: 'month' } } : {}),
    });
  };
  const buy = async (
    mode: 'payment' | 'subscription',
    bought: Stripe.Price,
    more: Partial<Stripe.Checkout.SessionCreateParams> = {},
    card = 'ok',
  ) => {
    const customer = more.customer ?? (await sdk.customers.create({ email: 'a@example.com' })).id;
    const session = await sdk.checkout.sessions.create({
      mode,
      customer,
      line_items: [{ price: bought.id, quantity: 1 }],
      success_url: 'http://x.test/ok',
      ...more,
    });
    await emulator.control('POST', `/checkout/${session.id}/pay`, { card });
    return sdk.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'subscription'] });
  };
  const statusOf = async (id: string) => (await sdk.subscriptions.retrieve(id)).status;

  it('sells a subscription with a trial, renews it, and ends it with its period', async () => {
    const session = await buy('subscription', await price('creator', 1_999), {
      subscription_data: { trial_period_days: 7, metadata: { user: '1' } },
    });
    expect(session).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
    const { id, items, metadata } = session.subscription as Stripe.Subscription;
    expect([await statusOf(id), metadata.user, items.data[0]?.price.lookup_key]).toEqual(['trialing', '1', 'creator']);
    await advance(8);
    const renewed = await sdk.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
    expect([renewed.status, (renewed.latest_invoice as Stripe.Invoice).amount_paid]).toEqual(['active', 1_999]);
    expect(renewed.items.data[0]?.current_period_start).toBe(items.data[0]?.current_period_end);
    await sdk.subscriptions.update(id, { cancel_at_period_end: true });
    await advance(31);
    expect(await statusOf(id)).toBe('canceled');
    const types = (await sdk.events.list({ limit: 100 }).autoPagingToArray({ limit: 500 })).map(({ type }) => type);
    for (const type of [
      'customer.subscription.created',
      'customer.subscription.trial_will_end',
      'invoice.paid',
      'customer.subscription.deleted',
    ])
      expect(types).toContain(type);
  });

  it('retries an unpaid renewal, lets the customer recover, and gives up in the end', async () => {
    const { subscription, customer } = await buy('subscription', await price('solo', 999));
    const { id } = subscription as Stripe.Subscription;
    await emulator.control('POST', `/customers/${idOf(customer)}/card`, { card: 'declined' });
    await advance(32);
    const { status, latest_invoice: unpaid } = await sdk.subscriptions.retrieve(id);
    expect(status).toBe('past_due');
    await expect(sdk.invoices.pay(idOf(unpaid))).rejects.toMatchObject({ code: 'card_declined', statusCode: 402 });
    await emulator.control('POST', `/customers/${idOf(customer)}/card`, { card: 'ok' });
    expect((await sdk.invoices.pay(idOf(unpaid))).status).toBe('paid');
    expect(await statusOf(id)).toBe('active');
    await emulator.control('POST', `/customers/${idOf(customer)}/card`, { card: 'declined' });
    await advance(45);
    expect(await statusOf(id)).toBe('canceled');
  });

  it('changes a price with an invoice for the difference, and looks ahead', async () => {
    const [solo, studio] = [await price('solo', 999), await price('studio', 4_999)];
    const subscription = (await buy('subscription', solo)).subscription as Stripe.Subscription;
    const items = [{ id: subscription.items.data[0]?.id, price: studio.id }];
    expect(
      (await sdk.invoices.createPreview({ subscription: subscription.id, subscription_details: { items } })).amount_due,
    ).toBe(4_000);
    const changed = await sdk.subscriptions.update(subscription.id, {
      items,
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect([changed.items.data[0]?.price.lookup_key, (changed.latest_invoice as Stripe.Invoice).amount_paid]).toEqual([
      'studio',
      4_000,
    ]);
  });

  it('sells packs immediately or later, refunds, and takes part in disputes', async () => {
    const pack = await price('pack', 1_000, false);
    const session = await buy('payment', pack, {}, 'later');
    expect([session.payment_status, session.line_items?.data[0]?.price?.lookup_key]).toEqual(['unpaid', 'pack']);
    await emulator.control('POST', `/checkout/${session.id}/finish`, { succeeded: true });
    expect((await sdk.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    const intent = await sdk.paymentIntents.retrieve(idOf(session.payment_intent), { expand: ['latest_charge'] });
    const charge = intent.latest_charge as Stripe.Charge;
    const refund = await sdk.refunds.create({ payment_intent: intent.id, amount: 400 });
    expect((await sdk.charges.retrieve(charge.id)).amount_refunded).toBe(400);
    await expect(sdk.refunds.create({ charge: charge.id, amount: 700 })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    await emulator.control('POST', `/refunds/${refund.id}/fail`, {});
    expect((await sdk.charges.retrieve(charge.id)).amount_refunded).toBe(0);
    const { id } = await emulator.control('POST', `/charges/${charge.id}/dispute`, {});
    await emulator.control('POST', `/disputes/${String(id)}/close`, { won: true });
    expect(await sdk.disputes.retrieve(String(id))).toMatchObject({ status: 'won', charge: charge.id });
  });

  it('signs its events, and sends them again until they are accepted', async () => {
    answers = [500, 500];
    const { secret } = await listen(['customer.created']);
    const customer = await sdk.customers.create({ email: 'b@example.com' });
    await waitUntil(() => received.length === 3);
    const event = sdk.webhooks.constructEvent(received[0]?.body ?? '', received[0]?.signature ?? '', secret ?? '');
    expect(event).toMatchObject({
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id: customer.id } },
    });
    await waitUntil(async () =>
      (await sdk.events.list({ delivery_success: true })).data.some(({ id }) => id === event.id),
    );
  });

  it('delivers wrongly on command', async () => {
    await emulator.control('PUT', '/webhooks', { hold: true });
    const { secret } = await listen();
    await sdk.customers.create({});
    const [event] = (await sdk.events.list()).data;
    const check = async (tampering: object) => {
      await emulator.control('POST', '/webhooks/deliver', { event: event?.id, tampering });
      const last = received.at(-1);
      return () => sdk.webhooks.constructEvent(last?.body ?? '', last?.signature ?? '', secret ?? '');
    };
    expect(await check({})).not.toThrow();
    for (const tampering of [{ signature: 'wrong' }, { time_offset: -400 }, { body: '{"id":"evt_forged"}' }])
      expect(await check(tampering)).toThrow(/signature|timestamp/i);
    expect(received).toHaveLength(4);
  });

  it('repeats the first answer to an idempotency key, errors included, and refuses another request under it', async () => {
    const options = { idempotencyKey: 'customer of user 1' };
    const first = await sdk.customers.create({ email: 'c@example.com' }, options);
    expect((await sdk.customers.create({ email: 'c@example.com' }, options)).id).toBe(first.id);
    await expect(sdk.customers.create({ email: 'd@example.com' }, options)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
    await emulator.control('PUT', '/faults', { lose_answers: 1 });
    for (let n = 0; n < 2; n++)
      await expect(sdk.customers.create({}, { idempotencyKey: 'lost' })).rejects.toMatchObject({ statusCode: 500 });
    expect((await sdk.customers.list()).data).toHaveLength(2);
  });

  it('pages and filters lists', async () => {
    for (let n = 0; n < 25; n++) await sdk.customers.create({ email: `${n % 2}@example.com` });
    const all = await sdk.customers.list({ limit: 10 }).autoPagingToArray({ limit: 100 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(25);
    expect((await sdk.customers.list({ email: '1@example.com', limit: 100 })).data).toHaveLength(12);
    await price('one', 1);
    await price('two', 2);
    const found = await sdk.prices.list({ lookup_keys: ['two'], active: true, expand: ['data.product'] });
    expect(found.data.map(({ unit_amount, product }) => [unit_amount, (product as Stripe.Product).name])).toEqual([
      [2, 'two'],
    ]);
  });

  it('moves a lookup key to another price only on request', async () => {
    const { product } = await price('plan', 1);
    const again = { product: idOf(product), lookup_key: 'plan', unit_amount: 2, currency: 'usd' };
    await expect(sdk.prices.create(again)).rejects.toMatchObject({ statusCode: 400, param: 'lookup_key' });
    await sdk.prices.create({ ...again, transfer_lookup_key: true });
    expect((await sdk.prices.list({ lookup_keys: ['plan'] })).data.map(({ unit_amount }) => unit_amount)).toEqual([2]);
  });

  it.each(UNKNOWN_PARAMETERS)('refuses parameters that it does not have: %s', async (_what, route, form, unknown) => {
    const [method, path = ''] = route.split(' ');
    const headers = { authorization: 'Bearer sk_test_emulator', 'idempotency-key': 'one' };
    const ask = async (parameters: Record<string, string>) => {
      const encoded = new URLSearchParams(parameters);
      const request = method === 'POST' ? { body: encoded } : {};
      const query = method === 'POST' ? '' : `?${encoded.toString()}`;
      const answer = await fetch(`${emulator.url}/v1${path}${query}`, { method, headers, ...request });
      return { status: answer.status, body: (await answer.json()) as { error?: { message: string } } };
    };
    const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`;
    const error = { type: 'invalid_request_error', code: 'parameter_unknown', param: unknown[0], message };
    expect(await ask(form)).toEqual({ status: 400, body: { error } });
    // The key is not used up: the idempotent answer would be another error.
    expect((await ask({ 'expand[]': 'x' })).body.error?.message ?? '').not.toMatch(/unknown parameter|idempotent/);
  });

  it('refuses what Stripe refuses', async () => {
    const plan = await price('plan', 100);
    const { id: customer } = await sdk.customers.create({});
    const session: Stripe.Checkout.SessionCreateParams = {
      mode: 'subscription',
      customer,
      line_items: [{ price: plan.id, quantity: 1 }],
      success_url: 'http://x.test',
    };
    await expect(sdk.checkout.sessions.create({ ...session, automatic_tax: { enabled: true } })).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    await sdk.checkout.sessions.create({
      ...session,
      automatic_tax: { enabled: true },
      customer_update: { address: 'auto' },
    });
    await expect(sdk.checkout.sessions.create({ ...session, mode: 'payment' })).rejects.toMatchObject({
      param: 'line_items[0][price]',
    });
    await expect(sdk.customers.retrieve('cus_unknown')).rejects.toMatchObject({
      code: 'resource_missing',
      statusCode: 404,
    });
    await emulator.control('PUT', '/faults', { rate_limited: 1 });
    await expect(sdk.customers.create({})).rejects.toMatchObject({ type: 'StripeRateLimitError' });
    await emulator.control('PUT', '/faults', { down: true });
    await expect(sdk.customers.create({})).rejects.toMatchObject({ statusCode: 503 });
    const anonymous = await fetch(`${emulator.url}/v1/customers`, { headers: { authorization: 'Bearer pk_live_1' } });
    expect(anonymous.status).toBe(503);
    await emulator.control('PUT', '/faults', { down: false });
    expect((await fetch(anonymous.url, { headers: { authorization: 'Bearer pk_live_1' } })).status).toBe(401);
  });
});
