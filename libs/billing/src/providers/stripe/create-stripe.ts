import Stripe from 'stripe';

const TIMEOUT_MS = 10_000;
const NETWORK_RETRIES = 2;

/** The SDK with `apiUrl` as its base, which may have a path before `/v1` as the emulator's address does. */
export function createStripe(secretKey: string, apiUrl: string): Stripe {
  const { protocol, hostname, port, pathname } = new URL(apiUrl);
  const prefix = pathname.replace(/(?<!\/)\/+$/, '');
  return new Stripe(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: NETWORK_RETRIES,
    telemetry: false,
    httpClient:
      prefix === ''
        ? undefined
        : Stripe.createFetchHttpClient((input: string | URL | Request, init?: RequestInit) =>
            fetch(withPrefix(input, prefix), withoutLength(init)),
          ),
  });
}

/**
 * Without the SDK's `Content-Length`, because `fetch` adds its own. In a process that has loaded the `undici` package,
 * Node's `fetch` sends its requests through the package, which refuses a request with two lengths.
 */
function withoutLength(init: RequestInit = {}): RequestInit {
  const headers = new Headers(init.headers);
  headers.delete('content-length');
  return { ...init, headers };
}

function withPrefix(input: string | URL | Request, prefix: string): URL {
  const url = new URL(input instanceof Request ? input.url : input);
  url.pathname = prefix + url.pathname;
  return url;
}
