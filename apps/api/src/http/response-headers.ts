import type { CoreConfig } from '@app/core';
import fastifyCors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const EXPOSED_HEADERS = [
  'X-Request-Id',
  'RateLimit',
  'RateLimit-Policy',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'Idempotency-Replayed',
  'ETag',
  'Location',
].join(', ');

/** The directives of helmet 8. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'self'",
  "font-src 'self' https: data:",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' https: 'unsafe-inline'",
];

/** The headers of helmet 8. */
const SECURITY_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Allows any port: in development, another process of the same machine serves the front end. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Gives every answer the headers for security and for other origins. Nest's `useSecurityHeaders` and `enableCors` set
 * them on Node's response, and then each answer takes several times as long to merge them with those of Fastify.
 */
export function addResponseHeaders(server: FastifyInstance, config: CoreConfig): void {
  const headers = securityHeaders(config.baseUrl.startsWith('https:'));
  fastifyCors(
    server,
    {
      origin: [
        ...new Set([...config.ALLOWED_ORIGINS, new URL(config.frontendUrl).origin]),
        ...(config.ENVIRONMENT === 'development' ? [LOCAL_ORIGIN] : []),
      ],
      credentials: true,
      methods: 'GET, HEAD, POST, PUT, PATCH, DELETE',
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
      strictPreflight: false,
    },
    () => undefined,
  );
  server.addHook('onRequest', (_request, reply, next) => {
    reply.headers(headers);
    next();
  });
}

/** @param isSecure over plain HTTP, the added headers would send browsers to an HTTPS address that does not exist */
function securityHeaders(isSecure: boolean): Record<string, string> {
  if (!isSecure) return { 'content-security-policy': CONTENT_SECURITY_POLICY.join(';'), ...SECURITY_HEADERS };
  return {
    'content-security-policy': [...CONTENT_SECURITY_POLICY, 'upgrade-insecure-requests'].join(';'),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    ...SECURITY_HEADERS,
  };
}
