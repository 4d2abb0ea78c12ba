import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { stripe } from '../../../apps/emulators/src/stripe/stripe';

export interface StripeEmulator {
  /** Value for STRIPE_API_URL. */
  url: string;
  /** The real SDK. */
  sdk: Stripe;
  /** Calls below `/_test`: `control('POST', '/clock/advance', { days: 1 })`. */
  control(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Record<string, never>>;
  close(): Promise<void>;
}

/** A separate account on a free port. */
export async function startStripeEmulator(): Promise<StripeEmulator> {
  const app = createEmulators([stripe()]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/stripe`;
  return {
    url,
    sdk: new Stripe('sk_test_emulator', {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient((input: string | URL | Request, init?: RequestInit) => {
        const { pathname, search } = new URL(input instanceof Request ? input.url : input);
        const headers = new Headers(init?.headers);
        // The undici package, where it serves `fetch`, refuses a second one.
        headers.delete('content-length');
        return fetch(`http://127.0.0.1:${port}/stripe${pathname}${search}`, { ...init, headers });
      }),
    }),
    control: async (method, path, body) => {
      const answer = await fetch(`${url}/_test${path}`, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      });
      const json = (await answer.json()) as Record<string, never>;
      if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(json)}`);
      return json;
    },
    close: () => app.close(),
  };
}
