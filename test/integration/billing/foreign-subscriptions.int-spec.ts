import { waitUntil } from '../../support/harness/wait-until';
import { paymentSuite } from '../../support/model/payment-suite';

const suite = paymentSuite();
const { sdk, control, customerId, sync, tier, balance, buy, subscription } = suite;
/** A monthly price outside the catalogue. */
const foreignPrice = async () => {
  const { id: product } = await sdk().products.create({ name: 'Consulting' });
  return sdk().prices.create({ product, unit_amount: 50_000, currency: 'usd', recurring: { interval: 'month' } });
};

describe('a subscription', () => {
  it('that somebody else sells to the same customer neither ends the plan nor stops its payments', async () => {
    await buy('uploadm8_solo_monthly');
    const foreign = await foreignPrice();
    await control('/clock/advance', { seconds: 1 });
    await sdk().subscriptions.create({ customer: await customerId(), items: [{ price: foreign.id }] });
    await sync();
    await buy('reelway_tokens_100');
    await sync();
    const { data } = await sdk().subscriptions.list({ customer: await customerId() });
    expect(data.map(({ status }) => status)).toEqual(['active', 'active']);
    await waitUntil(async () => (await tier()) === 'solo');
    expect(await balance()).toEqual([130, 0]);
    await sdk().subscriptions.cancel(data.at(-1)?.id ?? '');
    await sync();
    expect(await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_solo_monthly')).toMatchObject({
      sessionId: expect.stringMatching(/^cs_/),
    });
  });

  it('whose price lost its lookup key while its checkout was open is still one that we sold', async () => {
    const { sessionId } = await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_solo_monthly');
    const [price] = (await sdk().prices.list({ lookup_keys: ['uploadm8_solo_monthly'] })).data;
    const rename = (name: string) =>
      sdk().prices.update(price?.id ?? '', { lookup_key: name, metadata: { lookup_key: name } });
    await rename('former_price');
    await control(`/checkout/${sessionId}/pay`);
    await expect(sync()).rejects.toThrow('not a plan of the catalogue');
    expect(await suite.payments.checkout.checkout(suite.buyer, 'uploadm8_creator_monthly')).toMatchObject({
      sessionId: null,
    });
    await rename('uploadm8_solo_monthly');
    await sync();
    await waitUntil(async () => (await tier()) === 'solo');
  });

  it('of ours whose price is no longer one of the catalogue stops the synchronisation and keeps the plan, until it is cancelled', async () => {
    await buy('uploadm8_solo_monthly');
    await sync();
    const { id, items } = await subscription();
    const foreign = await foreignPrice();
    await sdk().subscriptions.update(id, { items: [{ id: items.data[0]?.id, price: foreign.id }] });
    await expect(sync()).rejects.toThrow('not a plan of the catalogue');
    await waitUntil(async () => (await tier()) === 'solo');
    await sdk().subscriptions.cancel(id);
    await sync();
    expect(
      await suite.payments.dataSource.query(
        'select status, ended_at is not null as "isOver" from subscriptions where id = $1',
        [id],
      ),
    ).toEqual([{ status: 'canceled', isOver: true }]);
    await waitUntil(async () => (await tier()) === 'starter');
  });
});
