import type Stripe from 'stripe';
import { openTestPayments, type TestPayments } from './test-payments';

/** The payments of a suite, with a new buyer for each test; after each test the ledger must be consistent. */
export function paymentSuite() {
  let payments: TestPayments;
  let buyer: Awaited<ReturnType<TestPayments['newBuyer']>>;
  beforeAll(async () => {
    payments = await openTestPayments();
  });
  beforeEach(async () => {
    buyer = await payments.newBuyer();
  });
  afterEach(() => payments.assertSound());
  afterAll(() => payments?.close());

  const sdk = () => payments.emulator.sdk;
  const control = (path: string, body: object = {}) => payments.emulator.control('POST', path, body);
  const customerId = async () =>
    (await payments.dataSource.query('select customer_id from billing_customers where user_id = $1', [buyer.userId]))[0]
      ?.customer_id as string;
  return {
    get payments() {
      return payments;
    },
    get buyer() {
      return buyer;
    },
    /** Continues with another buyer within a test. */
    changeBuyer: async () => {
      buyer = await payments.newBuyer();
    },
    sdk,
    control,
    customerId,
    sync: async () => payments.sync.sync(await customerId()),
    tier: async () => (await payments.entitlements.of(buyer.userId)).tier,
    /** What the buyer may spend and what the buyer owes, in tokens. */
    balance: async () => {
      const { available, debt } = await payments.ledger.balance(buyer.userId);
      return [available / 1e6, debt / 1e6];
    },
    /** Pays with this card, as the buyer does on Stripe's page. */
    buy: async (lookupKey: string, card = 'ok') => {
      const { sessionId } = await payments.checkout.checkout(buyer, lookupKey);
      await control(`/checkout/${sessionId}/pay`, { card });
      return sdk().checkout.sessions.retrieve(sessionId ?? '');
    },
    /** The newest subscription of the buyer. */
    subscription: async () =>
      (await sdk().subscriptions.list({ customer: await customerId(), status: 'all' })).data[0] as Stripe.Subscription,
  };
}
