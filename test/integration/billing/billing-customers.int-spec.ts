import { StripeCustomerErasureService, StripeCustomersService } from '@app/billing';
import { waitUntil } from '../../support/harness/wait-until';
import { paymentSuite } from '../../support/model/payment-suite';
import { openTestPayments, type TestPayments } from '../../support/model/test-payments';

const suite = paymentSuite();
const { tier } = suite;

const customers = async () =>
  (
    await suite.payments.dataSource.query<{ id: string }[]>(
      'select customer_id as id from billing_customers where user_id = $1 order by created_at',
      [suite.buyer.userId],
    )
  ).map(({ id }) => id);
const subscriptions = async () =>
  (
    await suite.payments.dataSource.query<{ status: string }[]>('select status from subscriptions where user_id = $1', [
      suite.buyer.userId,
    ])
  ).map(({ status }) => status);
const notices = async () =>
  (
    await suite.payments.dataSource.query<{ kind: string }[]>(
      'select kind from billing_notices where user_id = $1 order by created_at, id',
      [suite.buyer.userId],
    )
  ).map(({ kind }) => kind);
const buy = async (lookupKey: string, { checkout, emulator, sync } = suite.payments) => {
  const { sessionId } = await checkout.checkout(suite.buyer, lookupKey);
  await emulator.control('POST', `/checkout/${sessionId}/pay`, {});
  await sync.sync((await customers()).at(-1) ?? '');
};

describe('a customer that was deleted at Stripe', () => {
  it('is replaced at the next checkout: the account can buy again', async () => {
    await buy('reelway_tokens_100');
    await suite.payments.emulator.sdk.customers.del((await customers())[0] ?? '');
    await expect(suite.payments.checkout.portal(suite.buyer.userId)).rejects.toMatchObject({ code: 'no_customer_yet' });
    await Promise.all(
      Array.from({ length: 10 }, () => suite.payments.checkout.checkout(suite.buyer, 'reelway_tokens_100')),
    );
    expect(await customers()).toHaveLength(2);
    await buy('reelway_tokens_100');
    expect((await suite.payments.ledger.balance(suite.buyer.userId)).available).toBe(200_000_000);
    expect(await suite.payments.checkout.portal(suite.buyer.userId)).toContain('/portal/');
  });

  it('does not keep the account from being erased', async () => {
    const erasure = suite.payments.get(StripeCustomerErasureService);
    await buy('uploadm8_solo_monthly');
    await suite.payments.emulator.sdk.customers.del((await customers())[0] ?? '');
    await erasure.stopPayments(suite.buyer.userId);
    expect(await erasure.end(suite.buyer.userId)).toBe(0);
    await buy('uploadm8_solo_monthly');
    expect(await erasure.end(suite.buyer.userId)).toBe(1);
  });

  it('ends the plan with its event, and is named to the user once', async () => {
    await buy('uploadm8_solo_monthly');
    await waitUntil(async () => (await tier()) === 'solo');
    const [id = ''] = await customers();
    await suite.payments.emulator.sdk.customers.del(id);
    const { data } = await suite.payments.emulator.sdk.events.list({ type: 'customer.deleted' });
    const event = data.find((each) => JSON.stringify(each.data.object).includes(id));
    await suite.payments.dataSource.query(
      `insert into payment_events (id, type, payload, created_at) values ($1, $2, $3, now())`,
      [event?.id, event?.type, JSON.stringify(event)],
    );
    for (let copy = 0; copy < 2; copy += 1) await suite.payments.inbox.process(event?.id ?? '');
    expect(await subscriptions()).toEqual(['canceled']);
    await waitUntil(async () => (await tier()) === 'starter');
    expect(await notices()).toEqual(['tokens_added', 'subscription_ended']);
  });
});

describe("a customer whose account's address changes", () => {
  it('gets receipts at the new one, unless another one was chosen at Stripe', async () => {
    const service = suite.payments.get(StripeCustomersService);
    await suite.payments.checkout.checkout(suite.buyer, 'reelway_tokens_100');
    const [id = ''] = await customers();
    const address = async () => (await suite.payments.emulator.sdk.customers.retrieve(id)) as { email?: string };
    for (const next of ['a@example.test', 'a@example.test'])
      await service.changeAddress(suite.buyer.userId, suite.buyer.email, next);
    expect(await address()).toMatchObject({ email: 'a@example.test' });
    await suite.payments.emulator.sdk.customers.update(id, { email: 'books@example.test' });
    await service.changeAddress(suite.buyer.userId, 'a@example.test', 'b@example.test');
    expect(await address()).toMatchObject({ email: 'books@example.test' });
  });
});

describe('a customer that Stripe did not have, because the key was that of another account for a while,', () => {
  const gone = async () => {
    await buy('uploadm8_solo_monthly');
    // As `detach` leaves it, which the key of another account calls every hour.
    await suite.payments.dataSource.query('update billing_customers set gone_at = now() where user_id = $1', [
      suite.buyer.userId,
    ]);
    await suite.payments.dataSource.query(`update subscriptions set status = 'canceled' where user_id = $1`, [
      suite.buyer.userId,
    ]);
  };

  it('is bound again at the next checkout, which does not sell the plan twice', async () => {
    await gone();
    expect(await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_solo_monthly')).toMatchObject({
      sessionId: null,
    });
    expect(await customers()).toHaveLength(1);
  });

  it('is bound again at the next checkout, although one was begun at the other account', async () => {
    await gone();
    const other = 'insert into billing_customers (user_id, customer_id, livemode) values ($1, $2, false)';
    await suite.payments.dataSource.query(other, [suite.buyer.userId, `cus_${suite.buyer.userId}`]);
    expect(await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_solo_monthly')).toMatchObject({
      sessionId: null,
    });
    const current = 'select customer_id from billing_customers where user_id = $1 and gone_at is null';
    expect(await suite.payments.dataSource.query(current, [suite.buyer.userId])).toEqual([
      { customer_id: (await customers())[0] },
    ]);
  });

  it('is bound again by its next event, which brings the plan back', async () => {
    await gone();
    await suite.payments.sync.sync((await customers())[0] ?? '');
    expect(await subscriptions()).toEqual(['active']);
    const [row] = await suite.payments.dataSource.query('select gone_at from billing_customers where user_id = $1', [
      suite.buyer.userId,
    ]);
    expect(row).toEqual({ gone_at: null });
  });

  it('stays a former one when another customer has taken its place', async () => {
    await gone();
    const [former = ''] = await customers();
    await suite.payments.dataSource.query(
      'insert into billing_customers (user_id, customer_id, livemode) values ($1, $2, false)',
      [suite.buyer.userId, `cus_${suite.buyer.userId}`],
    );
    await suite.payments.sync.sync(former);
    const rows = await suite.payments.dataSource.query(
      'select customer_id from billing_customers where user_id = $1 and gone_at is null',
      [suite.buyer.userId],
    );
    expect(rows).toEqual([{ customer_id: `cus_${suite.buyer.userId}` }]);
  });
});

describe('the change from test mode to live mode', () => {
  let live: TestPayments;
  beforeAll(async () => {
    live = await openTestPayments({
      DATABASE_URL: suite.payments.databaseUrl,
      STRIPE_SECRET_KEY: 'sk_live_emulator',
    });
  });
  afterAll(() => live?.close());

  it('lets testers buy and leave, and ends the plans that nobody pays for', async () => {
    await buy('uploadm8_studio_monthly');
    await live.inbox.repair();
    expect(await subscriptions()).toEqual(['canceled']);
    await waitUntil(async () => (await tier()) === 'starter');
    await buy('uploadm8_solo_monthly', live);
    await waitUntil(async () => (await tier()) === 'solo');
    expect(await live.get(StripeCustomerErasureService).end(suite.buyer.userId)).toBe(1);
  });

  it('learns the mode of customers of an earlier version', async () => {
    await buy('uploadm8_studio_monthly');
    await suite.payments.dataSource.query('update billing_customers set livemode = null where user_id = $1', [
      suite.buyer.userId,
    ]);
    await live.inbox.repair();
    expect(await subscriptions()).toEqual(['canceled']);
  });

  it('ends plans that a process of an earlier release copied during the upgrade', async () => {
    await buy('uploadm8_studio_monthly');
    await suite.payments.dataSource.query('update subscriptions set customer_id = null where user_id = $1', [
      suite.buyer.userId,
    ]);
    await live.inbox.repair();
    expect(await subscriptions()).toEqual(['canceled']);
  });

  it('can be taken back: a test key neither ends nor replaces what is paid', async () => {
    await buy('uploadm8_solo_monthly', live);
    await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_solo_monthly');
    await suite.payments.inbox.repair();
    expect([await subscriptions(), (await customers()).length]).toEqual([['active'], 2]);
    expect(await live.checkout.checkout(suite.buyer, 'uploadm8_studio_monthly')).toMatchObject({ sessionId: null });
  });

  it('does not let a test subscription that ends report the end of the plan that is paid', async () => {
    const lowMark = async () =>
      (
        await suite.payments.dataSource.query('select low_mark from token_accounts where user_id = $1', [
          suite.buyer.userId,
        ])
      )[0].low_mark;
    await buy('uploadm8_studio_monthly', live);
    const mark = await lowMark();
    await buy('uploadm8_solo_monthly');
    const customer = (await customers()).at(-1) ?? '';
    const { data } = await suite.payments.emulator.sdk.subscriptions.list({ customer });
    await suite.payments.emulator.sdk.subscriptions.cancel(data[0]?.id ?? '');
    await suite.payments.sync.sync(customer);
    expect((await subscriptions()).toSorted()).toEqual(['active', 'canceled']);
    expect(await notices()).not.toContain('subscription_ended');
    expect(await lowMark()).toBe(mark);
  });
});
