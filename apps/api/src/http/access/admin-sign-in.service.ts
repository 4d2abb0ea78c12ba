import { ADMIN_COOKIE, type SignedIn } from '@app/auth';
import { type CoreConfig, coreConfig, RateLimiterService, rateLimited, STATUS_BY_KIND, toAppError } from '@app/core';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { writeCookie } from '../write-cookie';
import { deviceTokenOf, setDeviceCookie } from './device-cookie';
import { SignInWithNoticesService } from './sign-in-with-notices.service';

export const ADMIN_SIGN_IN = '/admin/sign-in';
/** Where the page may redirect to; the first is the default. */
const TARGETS = ['/admin/queues', '/docs'];
const ATTEMPTS = { limit: 30, windowMs: 60_000 };
const LARGEST_FORM = 4_096;

/** The page on which a browser signs in as an administrator, for pages that are not routes of the API. */
@Injectable()
export class AdminSignInService implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly signIn: SignInWithNoticesService,
    private readonly limiter: RateLimiterService,
    @Inject(coreConfig.KEY) private readonly core: CoreConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.http.httpAdapter.getInstance<FastifyInstance>().register((scope, _options, done) => {
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: LARGEST_FORM },
        (_request, body, parsed) => parsed(null, new URLSearchParams(body.toString())),
      );
      scope.get<{ Querystring: { next?: string } }>(ADMIN_SIGN_IN, ({ query }, reply) =>
        sendForm(reply, 200, query.next),
      );
      scope.post(ADMIN_SIGN_IN, (request, reply) => this.submit(request, reply));
      done();
    });
  }

  private async submit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const next = form.get('next') ?? undefined;
    try {
      const { accessToken, expiresIn, deviceToken } = await this.admit(form, request);
      const { isSecure } = this.core;
      setDeviceCookie(reply, deviceToken, isSecure);
      writeCookie(reply, ADMIN_COOKIE, accessToken, { path: '/', sameSite: 'Strict', seconds: expiresIn, isSecure });
      return await reply.code(303).header('Location', targetOf(next)).header('Cache-Control', 'no-store').send();
    } catch (thrown) {
      const error = toAppError(thrown);
      const { retryAfterSeconds } = error.options;
      if (retryAfterSeconds !== undefined) reply.header('Retry-After', retryAfterSeconds);
      return sendForm(reply, STATUS_BY_KIND[error.kind], next, error.definition.title);
    }
  }

  private async admit(form: URLSearchParams, request: FastifyRequest): Promise<SignedIn> {
    const decision = await this.limiter.take('sign_in', [{ key: `admin_sign_in:${request.ip}`, ...ATTEMPTS }]);
    if (!decision.allowed)
      throw rateLimited(undefined, { retryAfterSeconds: Math.max(1, Math.ceil(decision.retryAfterMs / 1_000)) });
    const field = (name: string) => (form.get(name) ?? '').slice(0, 254);
    const origin = {
      ip: request.ip,
      userAgent: request.headers['user-agent'],
      deviceToken: deviceTokenOf(request),
    };
    const totp = field('totp') || undefined;
    return this.signIn.login({ email: field('email'), password: field('password'), totp, role: 'admin' }, origin);
  }
}

const targetOf = (next: string | undefined): string =>
  TARGETS.find((target) => target === next) ?? (TARGETS[0] as string);

function sendForm(reply: FastifyReply, status: number, next: string | undefined, fault?: string): FastifyReply {
  const fields = [
    '<p><label>Email <input name="email" type="email" autocomplete="username" required></label></p>',
    '<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>',
    '<p><label>Two-factor code, if you use one <input name="totp" autocomplete="one-time-code"></label></p>',
    `<input name="next" type="hidden" value="${targetOf(next)}">`,
  ];
  const page = [
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    '<title>Reelway administration</title><h1>Reelway administration</h1>',
    fault === undefined ? '' : `<p role="alert">${fault}.</p>`,
    `<form method="post" action="${ADMIN_SIGN_IN}">${fields.join('')}<button>Sign in</button></form></html>`,
  ];
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'no-referrer')
    .send(page.join(''));
}
