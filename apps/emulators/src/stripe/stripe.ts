import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../emulator';
import { Account } from './account';
import { billingRoutes } from './billing-routes';
import { catalogueRoutes } from './catalogue-routes';
import { registerControls } from './control-routes';
import { couponRoutes } from './coupon-routes';
import { noFaults } from './faults';
import { type Form, list, parseForm } from './form';
import { registerPages } from './page-routes';
import { assertKnown } from './parameters';
import type { Routes } from './routes';
import { invalid, StripeFailure } from './stripe-failure';
import { WEBHOOK_SECRET } from './webhooks';
import { API_VERSION } from './world';

interface Answer {
  status: number;
  body: object;
}

const routes: Routes = { ...catalogueRoutes, ...couponRoutes, ...billingRoutes };

/** A Stripe account in test mode: stateful, with a clock of its own, hosted pages and signed webhooks. */
export function stripe(): Emulator {
  return {
    name: 'stripe',
    help: [
      'The v1 API below /stripe/v1 for any secret key that starts with sk_test_; it refuses parameters that an operation does not have, as Stripe does.',
      'Hosted pages: /stripe/pay/<checkout session> and /stripe/portal/<portal session>; the url of the session leads there.',
      'POST /stripe/_test/clock/advance {"days":31} moves the clock forward: renewals, trial ends, retries of unpaid invoices, expiry.',
      'PUT /stripe/_test/dunning {"afterLastRetry":"past_due"} keeps subscriptions after the last retry, and renews them, instead of cancelling them.',
      'PUT /stripe/_test/renewals {"draftSeconds":3600} keeps the invoices of renewals as drafts for an hour, as Stripe does; without it they are charged at once.',
      'POST /stripe/_test/checkout/<id>/pay {"card":"ok|declined|later"}, …/finish {"succeeded":true}; /customers/<id>/card {"card":"declined"}.',
      'POST /stripe/_test/charges/<id>/dispute {"amount":500}, /disputes/<id>/close {"won":true}, /refunds/<id>/fail.',
      'PUT /stripe/_test/webhooks {"hold":true,"copies":3,"jitter_ms":200,"lose":1}; POST /webhooks/deliver {"event":"evt_…","tampering":{"signature":"wrong"}}.',
      'PUT /stripe/_test/faults {"down":true,"lose_answers":1,"rate_limited":2,"delay_ms":100}.',
    ],
    env: (url) => ({
      STRIPE_API_URL: url,
      STRIPE_SECRET_KEY: 'sk_test_emulator',
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    }),
    register(scope: FastifyInstance) {
      const account = new Account();
      const faults = noFaults();
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, parseForm(String(body))),
      );
      scope.addHook('onClose', () => account.webhooks.stop());
      scope.addHook('onRequest', async (request) => {
        account.world.url = `${request.protocol}://${request.host}${scope.prefix}`;
      });
      scope.setErrorHandler((error, _request, reply) => answer(reply, failureOf(error)));
      const api = new Api(account, faults);
      for (const route of Object.keys(routes)) {
        const [method = '', path = ''] = route.split(' ');
        scope.route({
          method,
          url: `/v1${path}`,
          handler: async (request, reply) => answer(reply, await api.handle(route, request as ApiRequest)),
        });
      }
      scope.register(async (controls) => registerControls(controls, account, faults), { prefix: '/_test' });
      registerPages(scope, account);
    },
  };
}

type ApiRequest = FastifyRequest<{ Params: { id?: string } }>;

class Api {
  /** By idempotency key: a digest of the request and the first answer, even if that was an error. */
  private readonly answers = new Map<string, { request: string; answer: Promise<Answer> }>();

  constructor(
    private readonly account: Account,
    private readonly faults: ReturnType<typeof noFaults>,
  ) {}

  async handle(route: string, request: ApiRequest): Promise<Answer> {
    if (this.faults.delay_ms > 0) await sleep(this.faults.delay_ms);
    try {
      this.admit(request);
      // Stripe does not remember this answer for the idempotency key.
      assertKnown(route, formOf(request));
      const key = request.headers['idempotency-key'];
      return request.method === 'POST' && typeof key === 'string'
        ? await this.once(key, route, request)
        : this.run(route, request);
    } catch (error) {
      return failureOf(error);
    }
  }

  private admit({ headers }: ApiRequest): void {
    if (this.faults.down) throw new StripeFailure(503, 'api_error', 'Stripe is down (a fault that a test asked for).');
    if (this.faults.rate_limited > 0) {
      this.faults.rate_limited -= 1;
      throw new StripeFailure(429, 'rate_limit_error', 'Too many requests.', { code: 'rate_limit' });
    }
    const key = headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (!/^sk_(test_|live_emulator$)/.test(key))
      throw new StripeFailure(401, 'invalid_request_error', `Invalid API Key provided: ${key.slice(0, 7)}***`);
    const version = headers['stripe-version'];
    if (version !== undefined && version !== API_VERSION)
      throw new StripeFailure(
        400,
        'invalid_request_error',
        `This emulator speaks ${API_VERSION}, not ${String(version)}.`,
      );
  }

  private once(key: string, route: string, request: ApiRequest): Promise<Answer> {
    const digest = createHash('sha256')
      .update(JSON.stringify([request.url, request.body]))
      .digest('hex');
    const known = this.answers.get(key);
    if (known && known.request !== digest) {
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`;
      throw new StripeFailure(400, 'idempotency_error', message);
    }
    const answer = known?.answer ?? Promise.resolve().then(() => this.run(route, request));
    this.answers.set(key, { request: digest, answer });
    return answer;
  }

  private run(route: string, request: ApiRequest): Answer {
    try {
      const form = formOf(request);
      const expand = list(form.expand).map(String);
      const deep = expand.find((path) => path.split('.').length > 4);
      if (deep) throw invalid(`You cannot expand more than 4 levels of a property. Property: ${deep}`, 'expand');
      const result =
        routes[route]?.({
          account: this.account,
          id: request.params.id ?? '',
          form,
          path: request.url.split('?')[0]?.replace(/^.*\/v1/, '/v1') ?? '',
        }) ?? {};
      if (request.method === 'POST' && this.faults.lose_answers > 0) {
        this.faults.lose_answers -= 1;
        throw new StripeFailure(500, 'api_error', 'An unknown error occurred (a fault that a test asked for).');
      }
      return { status: 200, body: this.account.world.show(result, expand) };
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** Body of a POST, query of the others. */
const formOf = ({ method, body, url }: ApiRequest): Form =>
  method === 'POST' ? ((body ?? {}) as Form) : parseForm(url.split('?')[1] ?? '');

function failureOf(error: unknown): Answer {
  if (error instanceof StripeFailure) return { status: error.status, body: error.body };
  const { statusCode = 500, message } = error as Error & { statusCode?: number };
  return { status: statusCode, body: { error: { type: 'api_error', message } } };
}

const answer = (reply: FastifyReply, { status, body }: Answer) =>
  reply
    .status(status)
    .header('request-id', `req_${randomBytes(8).toString('hex')}`)
    .header('stripe-version', API_VERSION)
    .send(body);
