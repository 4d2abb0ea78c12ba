import { startTestApi } from '../../support/harness/test-app';
import { installation } from '../../support/harness/test-installation';
import { RawConnection } from '../../support/servers/raw-http';

const POLICY =
  "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' https: 'unsafe-inline';upgrade-insecure-requests";
/** The reference loads nothing from elsewhere. Its viewer sets styles by script. */
const REFERENCE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

describe('headers', () => {
  const instance = installation({
    env: {
      ALLOWED_ORIGINS: 'https://app.example.com,http://localhost:3000',
      FRONTEND_URL: 'https://dashboard.example.com/app',
      BASE_URL: 'https://api.example.com',
      TRUST_PROXY: undefined,
    },
  });

  const VARYING =
    /^(date|connection|keep-alive|content-length|content-type|content-encoding|x-request-id|x?-?ratelimit.*|www-authenticate|cache-control)$/;
  const headersOf = async (path: string): Promise<Record<string, string>> => {
    const { headers } = await fetch(`${instance.api.url}${path}`);
    return Object.fromEntries([...headers].filter(([name]) => !VARYING.test(name)));
  };

  it.each(['/health/live', '/nowhere', '/api/auth/me', '/docs', '/openapi.json', '/metrics'])(
    'protect %s',
    async (path) => {
      const { vary, 'content-security-policy': policy, ...others } = await headersOf(path);
      expect(policy).toBe(path === '/docs' ? REFERENCE_POLICY : POLICY);
      expect(vary).toMatch(/^Origin(, Accept-Encoding)?$/);
      expect(others).toMatchInlineSnapshot(`
      {
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "X-Request-Id, RateLimit, RateLimit-Policy, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, Idempotency-Replayed, ETag, Location",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-download-options": "noopen",
        "x-frame-options": "SAMEORIGIN",
        "x-permitted-cross-domain-policies": "none",
        "x-xss-protection": "0",
      }
    `);
    },
  );

  it.each([
    ['GET *health/live', 404],
    ['OPTIONS *', 204],
  ])('protect the answer to %s, which matches no route', async (target, status) => {
    const connection = await RawConnection.open(instance.api.url);
    connection.send(`${target} HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n`);
    const answer = await connection.untilClosed();
    expect(answer.status).toBe(status);
    expect(answer.head).toMatch(/^access-control-allow-credentials: true\r$/im);
    if (status === 404) expect(answer.head).toMatch(/^x-content-type-options: nosniff\r$/im);
  });

  it.each([
    '/api/auth/me',
    '/api/nothing',
    '/oauth/tiktok/start',
    '/edit/v1/render/1',
    '/serve/v1/assets/1',
    '/ingest/v1/sources',
    '/health',
    '/health/ready',
    '/errors',
    '/a%zz',
  ])('forbid to keep %s', async (path) => {
    expect((await fetch(`${instance.api.url}${path}`)).headers.get('cache-control')).toBe('no-store');
  });

  describe('for other origins', () => {
    const allowedFor = async (origin: string, method = 'GET') => {
      const answer = await fetch(`${instance.api.url}/health/live`, {
        method,
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(answer.headers.get('vary')).toMatch(/\bOrigin\b/);
      return answer.headers.get('access-control-allow-origin');
    };

    it.each(['https://app.example.com', 'http://localhost:3000', 'https://dashboard.example.com'])(
      '%s is allowed',
      async (origin) => {
        expect(await allowedFor(origin)).toBe(origin);
      },
    );

    it.each([
      'null',
      'https://app.example.com.evil.test',
      'https://evil-app.example.com',
      'https://sub.app.example.com',
      'http://app.example.com',
      'https://app.example.com:8443',
      'https://app.example.com/',
      'https://APP.example.com',
      'http://localhost:3001',
      'https://api.example.com',
      '*',
    ])('%s is not', async (origin) => {
      expect(await allowedFor(origin)).toBeNull();
      expect(await allowedFor(origin, 'OPTIONS')).toBeNull();
    });

    it('preflights are answered before a credential is required', async () => {
      const answer = await fetch(`${instance.api.url}/api/auth/sessions`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://app.example.com',
          'access-control-request-method': 'DELETE',
          'access-control-request-headers': 'authorization,idempotency-key',
        },
      });
      expect(answer.status).toBe(204);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': 'https://app.example.com',
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'authorization,idempotency-key',
        'access-control-max-age': '600',
      });
    });
  });

  it('do not promise HTTPS over plain HTTP', async () => {
    const plain = await startTestApi({
      databaseUrl: instance.database.url,
      env: { BASE_URL: 'http://127.0.0.1:8000' },
    });
    const { headers } = await fetch(`${plain.url}/docs`);
    await plain.close();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });
});
