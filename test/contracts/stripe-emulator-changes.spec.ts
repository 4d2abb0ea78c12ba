import type Stripe from 'stripe';
import { type StripeEmulator, startStripeEmulator } from '../support/emulators/stripe-emulator';

/** Changes of a plan and their cost, as Stripe documents them. */
describe('a change of a plan at the Stripe emulator', () => {
  let emulator: StripeEmulator;
  let sdk: Stripe;
  beforeEach(async () => {
    emulator = await startStripeEmulator();
    sdk = emulator.sdk;
  });
  afterEach(() => emulator.close());

  const advance = (days: number) => emulator.control('POST', '/clock/advance', { days });
  const price = async (lookupKey: string, amount: number) => {
    const product = await sdk.products.create({ name: lookupKey });
    return sdk.prices.create({
      product: product.id,
      lookup_key: lookupKey,
      unit_amount: amount,
      currency: 'usd',
      recurring: { interval: 'month' },
    });
  };
  const buy = async (bought: Stripe.Price) => {
    const { id: customer } = await sdk.customers.create({ email: 'a@example.com' });
    const subscription = await sdk.subscriptions.create({ customer, items: [{ price: bought.id }] });
    return { subscription, customer };
  };

  it('lets a person change and cancel the plan on the portal page', async () => {
    const [solo, studio] = [await price('solo', 999), await price('studio', 4_999)];
    const { subscription, customer } = await buy(solo);
    const { id } = subscription;
    const { url } = await sdk.billingPortal.sessions.create({ customer });
    expect(await (await fetch(url)).text()).toContain(`value="${id} ${studio.id}">Change to studio`);
    const press = (field: string, value: string) =>
      fetch(url, { method: 'POST', body: new URLSearchParams({ [field]: value }) });
    expect((await press('change', `${id} ${studio.id}`)).status).toBe(200);
    const changed = await sdk.subscriptions.retrieve(id);
    expect([changed.items.data[0]?.price.id, changed.cancel_at_period_end]).toEqual([studio.id, false]);
    await press('cancel', id);
    expect((await sdk.subscriptions.retrieve(id)).cancel_at_period_end).toBe(true);
  });

  it('lets a lower plan wait for the end of the period when the portal is configured so, and a higher one follow at once', async () => {
    const [solo, studio] = [await price('solo', 999), await price('studio', 4_999)];
    const { id: configuration } = await sdk.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          proration_behavior: 'always_invoice',
          schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] },
        },
      },
    });
    const { subscription, customer } = await buy(solo);
    const { id } = subscription;
    const { url } = await sdk.billingPortal.sessions.create({ customer, configuration });
    const choose = (to: Stripe.Price) =>
      fetch(url, { method: 'POST', body: new URLSearchParams({ change: `${id} ${to.id}` }) });
    const priceNow = async () => (await sdk.subscriptions.retrieve(id)).items.data[0]?.price.id;
    await choose(studio);
    expect(await priceNow()).toBe(studio.id);
    await choose(solo);
    const { schedule } = await sdk.subscriptions.retrieve(id);
    expect([await priceNow(), schedule]).toEqual([studio.id, expect.stringMatching(/^sub_sched_/)]);
    await advance(32);
    expect(await priceNow()).toBe(solo.id);
    const invoices = (await sdk.invoices.list({ customer })).data;
    expect(invoices.map(({ total }) => total)).toEqual([999, expect.closeTo(4_000, -1), 999]);
    expect((await sdk.subscriptionSchedules.retrieve(schedule as string)).status).toBe('released');
  });

  it('invoices a change of the price at once, with the next period, or never', async () => {
    const [solo, studio] = [await price('solo', 999), await price('studio', 4_999)];
    const { subscription, customer } = await buy(solo);
    const { id, items } = subscription;
    const change = (to: Stripe.Price, proration_behavior: 'always_invoice' | 'create_prorations' | 'none') =>
      sdk.subscriptions.update(id, { items: [{ id: items.data[0]?.id, price: to.id }], proration_behavior });
    const totals = async () => (await sdk.invoices.list({ customer })).data.map(({ total }) => total);
    await change(studio, 'none');
    await change(solo, 'create_prorations');
    expect(await totals()).toEqual([999]);
    await advance(32);
    expect(await totals()).toEqual([expect.closeTo(999 - 4_000, -1), 999]);
    expect(((await sdk.customers.retrieve(customer)) as Stripe.Customer).balance).toBeLessThan(-2_900);
  });

  it('credits the rest of a subscription that is cancelled with proration, and uses the credit first', async () => {
    const solo = await price('solo', 1_000);
    const { subscription, customer } = await buy(solo);
    const ended = await sdk.subscriptions.cancel(subscription.id, {
      prorate: true,
      invoice_now: true,
      cancellation_details: { comment: 'twice' },
    });
    expect([ended.status, ended.cancellation_details?.comment]).toEqual(['canceled', 'twice']);
    const balance = async () => ((await sdk.customers.retrieve(customer)) as Stripe.Customer).balance;
    const credit = -(await balance());
    expect(credit).toBeGreaterThan(990);
    const [last] = (await sdk.invoices.list({ customer })).data;
    expect([last?.status, last?.total, last?.amount_paid, last?.lines.data.map(({ amount }) => amount)]).toEqual([
      'paid',
      -credit,
      0,
      [-credit],
    ]);
    await sdk.subscriptions.create({ customer, items: [{ price: solo.id }] });
    const [invoice] = (await sdk.invoices.list({ customer })).data;
    expect([invoice?.status, invoice?.total, invoice?.amount_paid, await balance()]).toEqual([
      'paid',
      1_000,
      1_000 - credit,
      0,
    ]);
  });

  it('takes discounts off the next invoices until they end, those of the plan first', async () => {
    const { subscription, customer } = await buy(await price('solo', 1_000));
    const { id, items } = subscription;
    const coupon = async (terms: Stripe.CouponCreateParams) => (await sdk.coupons.create(terms)).id;
    await sdk.subscriptions.update(id, {
      items: [
        { id: items.data[0]?.id, discounts: [{ coupon: await coupon({ percent_off: 10, duration: 'forever' }) }] },
      ],
      discounts: [
        {
          coupon: await coupon({ amount_off: 200, currency: 'usd', duration: 'repeating', duration_in_months: 2 }),
        },
        { coupon: await coupon({ percent_off: 50, duration: 'once' }) },
      ],
    });
    const [first] = (await sdk.subscriptions.list({ customer, expand: ['data.discounts.source.coupon'] })).data;
    const discounts = (first?.discounts ?? []) as Stripe.Discount[];
    expect(discounts.map(({ source, end }) => [(source.coupon as Stripe.Coupon).percent_off, end !== null])).toEqual([
      [null, true],
      [50, false],
    ]);
    const newest = async () => (await sdk.invoices.list({ customer })).data[0];
    await advance(32);
    expect(await newest()).toMatchObject({ subtotal: 1_000, total: 350, amount_paid: 350 });
    await advance(65);
    expect(await newest()).toMatchObject({ subtotal: 1_000, total: 900 });
    const { data } = await sdk.subscriptionItems.list({ subscription: id, expand: ['data.discounts'] });
    expect(data[0]?.discounts).toMatchObject([{ subscription_item: data[0]?.id, end: null }]);
    expect((await sdk.subscriptions.retrieve(id)).discounts).toEqual([]);
  });

  it('takes the discount of the customer off the next invoices while the subscription has none', async () => {
    const { subscription, customer } = await buy(await price('solo', 1_000));
    const coupon = async (terms: Stripe.CouponCreateParams) => (await sdk.coupons.create(terms)).id;
    const fifth = await coupon({ percent_off: 20, duration: 'repeating', duration_in_months: 4 });
    await emulator.control('POST', `/customers/${customer}/discount`, { coupon: fifth });
    const total = async () => (await sdk.invoices.list({ customer })).data[0]?.total;
    await advance(32);
    expect(await total()).toBe(800);
    const half = await coupon({ percent_off: 50, duration: 'once' });
    await sdk.subscriptions.update(subscription.id, { discounts: [{ coupon: half }] });
    await advance(32);
    expect(await total()).toBe(500);
    await advance(32);
    expect(await total()).toBe(800);
    const { discount } = (await sdk.customers.retrieve(customer, {
      expand: ['discount.source.coupon'],
    })) as Stripe.Customer;
    expect(discount).toMatchObject({ customer, subscription: null, source: { coupon: { percent_off: 20 } } });
    await advance(32);
    expect(await sdk.customers.retrieve(customer)).toMatchObject({ discount: null });
    await expect(sdk.customers.deleteDiscount(customer)).rejects.toMatchObject({ code: 'resource_missing' });
  });

  it('expands four levels, and shows the products of a coupon on request', async () => {
    await expect(sdk.subscriptions.list({ expand: ['data.items.data.discounts.source.coupon'] })).rejects.toMatchObject(
      { type: 'StripeInvalidRequestError', param: 'expand' },
    );
    const { id } = await sdk.coupons.create({ percent_off: 5, applies_to: { products: ['prod_1'] } });
    expect((await sdk.coupons.retrieve(id)).applies_to).toBeUndefined();
    expect((await sdk.coupons.retrieve(id, { expand: ['applies_to'] })).applies_to).toEqual({ products: ['prod_1'] });
    await expect(sdk.coupons.create({ percent_off: 5, amount_off: 5, currency: 'usd' })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});
