import { paymentSuite } from '../../support/model/payment-suite';

describe('the grace of a plan that is not paid', () => {
  const suite = paymentSuite();
  const { sdk, control, customerId, sync, buy, subscription } = suite;
  const dunning = (afterLastRetry: 'cancel' | 'past_due') =>
    suite.payments.emulator.control('PUT', '/dunning', { afterLastRetry });
  const unpaidSince = async (): Promise<Date | null> =>
    (
      await suite.payments.dataSource.query('select past_due_since as since from subscriptions where user_id = $1', [
        suite.buyer.userId,
      ])
    )[0].since;
  const nextMonth = async () => {
    await control('/clock/advance', { days: 32 });
    await sync();
    return unpaidSince();
  };
  const invoices = async () => (await sdk().invoices.list({ subscription: (await subscription()).id })).data;
  const created = (invoice: { created: number } | undefined) => new Date((invoice?.created ?? 0) * 1_000);
  beforeEach(async () => {
    await dunning('past_due');
    await buy('uploadm8_creator_monthly');
    await control(`/customers/${await customerId()}/card`, { card: 'declined' });
  });
  afterEach(() => dunning('cancel'));

  it('begins with the first unpaid invoice, and not again with each renewal', async () => {
    const first = await nextMonth();
    expect(first).toEqual(created((await invoices())[0]));
    expect([await nextMonth(), await nextMonth()]).toEqual([first, first]);
    expect(await invoices()).toHaveLength(4);
    const failed = await suite.payments.dataSource.query(
      `select facts ->> 'since' as since from billing_notices where user_id = $1 and kind = 'payment_failed'`,
      [suite.buyer.userId],
    );
    expect(failed).toEqual([{ since: first?.toISOString() }]);
  });

  it('begins anew with the first invoice that is unpaid after a payment', async () => {
    await nextMonth();
    await nextMonth();
    await control(`/customers/${await customerId()}/card`, { card: 'ok' });
    await sdk().invoices.pay((await invoices())[0]?.id ?? '');
    await sync();
    expect([(await subscription()).status, await unpaidSince()]).toEqual(['active', null]);
    await control(`/customers/${await customerId()}/card`, { card: 'declined' });
    const again = await nextMonth();
    expect(again).toEqual(created((await invoices())[0]));
  });
});
