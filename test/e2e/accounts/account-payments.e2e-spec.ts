import { StripeCheckoutService, StripeSetupService } from '@app/billing';
import { type StripeEmulator, startStripeEmulator } from '../../support/emulators/stripe-emulator';
import { signUpConfirmed } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

describe('the payments of an account that its owner wants deleted', () => {
  let installation: TestInstallation;
  let stripe: StripeEmulator;
  beforeAll(async () => {
    stripe = await startStripeEmulator();
    const env = {
      STRIPE_SECRET_KEY: 'sk_test_emulator',
      STRIPE_API_URL: stripe.url,
      STRIPE_WEBHOOK_SECRET: 'whsec_unused',
    };
    installation = await startTestInstallation({ worker: true, env });
    await service(StripeSetupService).setUp();
    await stripe.control('PUT', '/webhooks', { hold: true });
  });
  afterAll(async () => {
    await installation?.close();
    await stripe?.close();
  });

  const service = <T>(type: new (...dependencies: never[]) => T): T =>
    installation.api.app.get<T>(type, { strict: false });

  it('stop with the request, and go on after a sign-in that keeps the account', async () => {
    const { api, db, call } = installation;
    const { userId, email, password, accessToken } = await signUpConfirmed(api.url, db);
    const buyer = { userId, email, name: 'Test Person' };
    const { sessionId } = await service(StripeCheckoutService).checkout(buyer, 'uploadm8_solo_monthly');
    await stripe.control('POST', `/checkout/${sessionId}/pay`, {});
    const ends = async () => (await stripe.sdk.subscriptions.list()).data[0]?.cancel_at_period_end;
    expect(await ends()).toBe(false);
    await call('DELETE', '/api/account', { token: accessToken, body: { password } });
    await waitUntil(async () => (await ends()) === true);
    const kept = await call('POST', '/api/auth/login', { body: { email, password, keep_account: true } });
    expect(kept.status).toBe(200);
    await waitUntil(async () => (await ends()) === false);
  });
});
