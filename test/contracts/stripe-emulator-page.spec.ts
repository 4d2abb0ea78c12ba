import { startStripeEmulator } from '../support/emulators/stripe-emulator';

describe('the Stripe emulator', () => {
  it('shows a page on which a person pays', async () => {
    const emulator = await startStripeEmulator();
    const { sdk } = emulator;
    const product = await sdk.products.create({ name: 'pack' });
    const pack = await sdk.prices.create({
      product: product.id,
      lookup_key: 'pack',
      unit_amount: 1_000,
      currency: 'usd',
    });
    const { id: customer } = await sdk.customers.create({});
    const { url, id } = await sdk.checkout.sessions.create({
      mode: 'payment',
      customer,
      line_items: [{ price: pack.id, quantity: 2 }],
      success_url: 'http://x.test/ok?s={CHECKOUT_SESSION_ID}',
    });
    expect(await (await fetch(url ?? '')).text()).toContain('2 × pack');
    const paid = await fetch(url ?? '', {
      method: 'POST',
      body: new URLSearchParams({ card: 'ok' }),
      redirect: 'manual',
    });
    expect([paid.status, paid.headers.get('location')]).toEqual([303, `http://x.test/ok?s=${id}`]);
    expect(await sdk.checkout.sessions.retrieve(id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      amount_total: 2_000,
      url: null,
    });
    await emulator.close();
  });
});
