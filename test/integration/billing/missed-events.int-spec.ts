import { metricsRegistry } from '@app/core';
import { paymentSuite } from '../../support/model/payment-suite';

const suite = paymentSuite();
const { sdk, control, customerId, buy } = suite;
/** How many events of the type Prometheus has seen. */
const counted = async (type: string) =>
  (await metricsRegistry.getSingleMetric('payment_events_total')?.get())?.values.find(
    ({ labels }) => labels.type === type,
  )?.value;

describe('the repair', () => {
  it('fetches the events of an outage, although one after the outage has arrived', async () => {
    await suite.payments.inbox.repair();
    const { id } = await buy('reelway_tokens_100');
    await control('/clock/advance', { days: 1 });
    const someone = await sdk().customers.create({ email: 'later@example.com' });
    const [later] = (await sdk().events.list({ type: 'customer.created' })).data;
    expect(JSON.stringify(later?.data.object)).toContain(someone.id);
    await suite.payments.dataSource.query(
      'insert into payment_events (id, type, payload, created_at, processed_at) values ($1, $2, $3, to_timestamp($4), now())',
      [later?.id, later?.type, JSON.stringify(later), later?.created],
    );
    expect(await suite.payments.inbox.repair()).toMatchObject({ failed: 0 });
    expect(await customerId()).toMatch(/^cus_/);
    expect((await suite.payments.ledger.balance(suite.buyer.userId)).available).toBe(100_000_000);
    expect((await sdk().checkout.sessions.retrieve(id)).payment_status).toBe('paid');
  });

  it('lets Prometheus see a dispute whose event never arrived, once', async () => {
    const { payment_intent: intent } = await buy('reelway_tokens_100');
    const { latest_charge: charge } = await sdk().paymentIntents.retrieve(intent as string);
    const before = (await counted('charge.dispute.created')) ?? 0;
    await control(`/charges/${charge as string}/dispute`);
    for (const _run of [1, 2]) await suite.payments.inbox.repair();
    expect(await counted('charge.dispute.created')).toBe(before + 1);
  });
});
