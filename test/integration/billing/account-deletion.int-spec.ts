import { AccountDeletionService } from '@app/auth';
import { StripeCustomerErasureService } from '@app/billing';
import { FollowAccountDeletionHandler } from '../../../apps/worker/src/billing/follow-account-deletion.handler';
import { paymentSuite } from '../../support/model/payment-suite';

const SHIPPING = { name: 'Ada', address: { country: 'DE' } };

describe('an account that is about to be deleted', () => {
  const suite = paymentSuite();
  const { sdk, control, customerId, buy, subscription } = suite;
  const service = () => suite.payments.get(StripeCustomerErasureService);
  /** Each job may run twice. */
  const stop = async () => {
    for (let run = 0; run < 2; run += 1) await service().stopPayments(suite.buyer.userId);
  };
  const keep = async () => {
    for (let run = 0; run < 2; run += 1) await service().resumePayments(suite.buyer.userId);
  };
  const days = (count: number) => control('/clock/advance', { days: count });
  const card = async (state: 'ok' | 'declined') => control(`/customers/${await customerId()}/card`, { card: state });
  /** What was charged, the newest first. */
  const charged = async () =>
    (await sdk().charges.list({ customer: await customerId() })).data.map(({ amount }) => amount);
  const priceOf = async (tier: string) =>
    (await sdk().prices.list({ lookup_keys: [`uploadm8_${tier}_monthly`] })).data[0]?.id ?? '';
  const inPortal = async (choice: Record<string, string>) => {
    const portal = await suite.payments.checkout.portal(suite.buyer.userId);
    await fetch(portal, { method: 'POST', body: new URLSearchParams(choice), redirect: 'manual' });
  };
  /** The user chooses a lower plan; it follows at the end of the period. */
  const scheduleSolo = async (): Promise<void> => {
    await inPortal({ change: `${(await subscription()).id} ${await priceOf('solo')}` });
    expect((await subscription()).schedule).toMatch(/^sub_sched_/);
  };

  it('pays no other period, and cannot begin a payment', async () => {
    await buy('uploadm8_creator_monthly');
    const { sessionId } = await suite.payments.checkout.checkout(suite.buyer, 'reelway_tokens_100');
    await stop();
    expect(await subscription()).toMatchObject({ status: 'active', cancel_at_period_end: true });
    expect((await sdk().checkout.sessions.retrieve(sessionId ?? '')).status).toBe('expired');
    await days(40);
    expect([(await subscription()).status, await charged()]).toEqual(['canceled', [1_999]]);
  });

  it('pays nothing after a trial', async () => {
    await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_creator_monthly');
    const items = [{ price: await priceOf('creator') }];
    await sdk().subscriptions.create({ customer: await customerId(), items, trial_period_days: 5 });
    await stop();
    await days(6);
    expect([(await subscription()).status, await charged()]).toEqual(['canceled', []]);
  });

  it('pays no renewal whose payment failed before', async () => {
    await buy('uploadm8_creator_monthly');
    await card('declined');
    await days(32);
    expect((await subscription()).status).toBe('past_due');
    await stop();
    await card('ok');
    await days(10);
    expect([(await subscription()).status, await charged()]).toEqual(['canceled', [1_999]]);
  });

  it('pays again when it is kept', async () => {
    await buy('uploadm8_creator_monthly');
    const { metadata } = await subscription();
    await stop();
    await keep();
    expect(await subscription()).toMatchObject({ cancel_at_period_end: false });
    expect((await subscription()).metadata).toEqual(metadata);
    await days(32);
    expect([(await subscription()).status, await charged()]).toEqual(['active', [1_999, 1_999]]);
  });

  it('does not pay again when it is kept, if its owner had cancelled the plan before', async () => {
    await buy('uploadm8_creator_monthly');
    await inPortal({ cancel: (await subscription()).id });
    await stop();
    await keep();
    expect(await subscription()).toMatchObject({ status: 'active', cancel_at_period_end: true });
  });

  it('is never charged for the higher plan when its owner had chosen a lower one for the next period', async () => {
    await buy('uploadm8_agency_monthly');
    await scheduleSolo();
    await stop();
    expect(await subscription()).toMatchObject({ schedule: null, cancel_at_period_end: true });
    await keep();
    await days(32);
    expect([(await subscription()).status, await charged()]).toEqual(['canceled', [9_999]]);
  });

  describe('whose job runs', () => {
    /** As the request for the deletion, or the sign-in that keeps the account, leaves it. */
    const setDeletion = (isComing: boolean) =>
      suite.payments.dataSource.query(
        `update users set deletion_due_at = case when $2 then now() + interval '7 days' end where id = $1`,
        [suite.buyer.userId, isComing],
      );
    const run = (customers: Pick<StripeCustomerErasureService, 'stopPayments' | 'resumePayments'> = service()) => {
      const { dataSource } = suite.payments;
      const deletion = new AccountDeletionService(
        undefined as never,
        undefined as never,
        undefined as never,
        dataSource,
      );
      return new FollowAccountDeletionHandler(deletion, customers as never).handle({ userId: suite.buyer.userId });
    };
    const ends = async () => (await subscription()).cancel_at_period_end;
    beforeEach(async () => void (await buy('uploadm8_creator_monthly')));

    it('pays or does not pay as its owner decided last, whichever job runs', async () => {
      await setDeletion(true);
      await run();
      expect(await ends()).toBe(true);
      await setDeletion(false);
      await run();
      await run();
      expect(await ends()).toBe(false);
    });

    it('pays when its owner keeps it while the job for the deletion is at Stripe', async () => {
      await setDeletion(true);
      await run({
        stopPayments: async (userId) => {
          await service().stopPayments(userId);
          await setDeletion(false);
        },
        resumePayments: (userId) => service().resumePayments(userId),
      });
      expect(await ends()).toBe(false);
    });
  });

  it('leaves neither a person nor a card at Stripe when it is erased, however often', async () => {
    await buy('uploadm8_creator_monthly');
    const id = await customerId();
    await sdk().customers.update(id, { address: { country: 'DE' }, phone: '+49 30 1', shipping: SHIPPING });
    await sdk().customers.createTaxId(id, { type: 'eu_vat', value: 'DE123456789' });
    expect((await sdk().customers.listPaymentMethods(id)).data).toHaveLength(1);
    for (let run = 0; run < 2; run += 1) await service().end(suite.buyer.userId);
    const none = { email: null, name: null, address: null, phone: null, shipping: null };
    expect(await sdk().customers.retrieve(id)).toMatchObject(none);
    expect((await sdk().customers.listTaxIds(id)).data).toEqual([]);
    expect((await sdk().customers.listPaymentMethods(id)).data).toEqual([]);
  });

  it('remembers the lower plan although each answer of Stripe is lost once', async () => {
    await buy('uploadm8_agency_monthly');
    await scheduleSolo();
    const lose = (count: number) => suite.payments.emulator.control('PUT', '/faults', { lose_answers: count });
    for (let call = 0; call < 3; call += 1) {
      await lose(1);
      await expect(service().stopPayments(suite.buyer.userId)).rejects.toMatchObject({
        code: 'payment_provider_unavailable',
      });
    }
    await lose(0);
    await stop();
    await keep();
    expect(await subscription()).toMatchObject({ schedule: null, cancel_at_period_end: true });
  });

  describe('in the hour for which Stripe keeps the invoice of a renewal as a draft', () => {
    const keepDrafts = (draftSeconds: number) => suite.payments.emulator.control('PUT', '/renewals', { draftSeconds });
    const draft = async () => (await sdk().invoices.list({ customer: await customerId(), status: 'draft' })).data[0];
    /** A minute after the end of the current period. */
    const renew = async () => {
      const { now } = await control('/clock/advance', { seconds: 0 });
      const end = (await subscription()).items.data[0]?.current_period_end ?? 0;
      await control('/clock/advance', { seconds: end - Number(now) + 60 });
      expect(await draft()).toMatchObject({ amount_due: 1_999, auto_advance: true });
    };
    beforeEach(() => keepDrafts(3_600));
    afterEach(() => keepDrafts(0));

    it('is not charged for the new period', async () => {
      await buy('uploadm8_creator_monthly');
      await renew();
      await stop();
      await days(40);
      expect([(await subscription()).status, await charged()]).toEqual(['canceled', [1_999]]);
    });

    it('is not charged for it when it is erased within the hour either', async () => {
      await buy('uploadm8_creator_monthly');
      await renew();
      for (let run = 0; run < 2; run += 1) await service().end(suite.buyer.userId);
      await days(2);
      expect(await charged()).toEqual([1_999]);
    });

    it('is charged for it once it is kept', async () => {
      await buy('uploadm8_creator_monthly');
      await renew();
      await stop();
      await days(2);
      await keep();
      expect((await draft())?.metadata).toEqual({});
      await days(1);
      expect([(await subscription()).status, await charged()]).toEqual(['active', [1_999, 1_999]]);
    });

    it('is not charged for a period of a subscription that had to be cancelled, even if it is kept', async () => {
      await suite.payments.emulator.control('PUT', '/dunning', { afterLastRetry: 'past_due' });
      await buy('uploadm8_creator_monthly');
      await card('declined');
      await renew();
      await days(1);
      await renew();
      expect((await subscription()).status).toBe('past_due');
      await stop();
      await card('ok');
      await keep();
      await days(2);
      await suite.payments.emulator.control('PUT', '/dunning', { afterLastRetry: 'cancel' });
      expect([(await subscription()).status, await charged()]).toEqual(['canceled', [1_999]]);
    });
  });
});
