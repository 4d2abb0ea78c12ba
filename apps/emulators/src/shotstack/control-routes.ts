import type { FastifyInstance } from 'fastify';
import type { Account, Outcome, Render } from './account';
import type { CallbackMood } from './callbacks';
import type { GoogleAccount } from './copies';
import type { FaultRule } from './faults';

interface ById {
  Params: { id: string };
}

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const closed = (properties: object, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const rulesSchema = {
  type: 'array',
  items: closed(
    {
      on: { enum: ['submit', 'status', 'assets', 'file'] },
      match: text,
      accept: { type: 'boolean' },
      delay_ms: count,
      status: { type: 'integer', minimum: 200, maximum: 599 },
      headers: { type: 'object', additionalProperties: text },
      body: {},
      end: { enum: ['hang', 'drop', 'truncate'] },
      times: count,
    },
    ['on'],
  ),
};
const outcomesSchema = {
  type: 'array',
  items: closed({
    match: text,
    fail_at: text,
    error: text,
    stuck_at: text,
    seconds: { type: 'number', minimum: 0 },
    stages: { type: 'array', items: text },
    times: count,
  }),
};

/** Controls for tests, JSON below `/_test`. */
export function registerControls(scope: FastifyInstance, account: Account): void {
  registerClock(scope, account);
  registerPlans(scope, account);
  const { callbacks } = account;
  scope.post<ById>('/renders/:id/expire', (request, reply) => {
    const render = account.renders.get(request.params.id);
    if (!render) return reply.status(404).send({ message: 'No such render.' });
    account.expire(render);
    return {};
  });
  scope.post<{ Body: { url: string; body: Record<string, unknown> } }>('/callbacks/deliver', async (request) => {
    const { url, body } = request.body;
    return {
      status: await callbacks.deliver(url, body, {
        render: String(body.render ?? body.id),
        type: String(body.type),
        attempt: 0,
      }),
    };
  });
  scope.get('/score', () => score(account));
}

function registerClock(scope: FastifyInstance, { clock }: Account): void {
  scope.put<{ Body: { speed: number } }>(
    '/clock',
    { schema: { body: closed({ speed: { type: 'number', minimum: 0 } }, ['speed']) } },
    (request) => {
      clock.run(request.body.speed);
      return { now: clock.iso() };
    },
  );
  scope.post<{ Body: { seconds: number } }>(
    '/clock/advance',
    { schema: { body: closed({ seconds: { type: 'number', minimum: 0 } }, ['seconds']) } },
    (request) => {
      clock.advance(request.body.seconds);
      return { now: clock.iso() };
    },
  );
}

/**
 * Plans what happens: faults, the outcomes of renders, the behaviour of callbacks, valid keys, and the Google account.
 */
function registerPlans(scope: FastifyInstance, account: Account): void {
  const { faults, callbacks, copies } = account;
  scope.put<{ Body: FaultRule[] }>(
    '/faults',
    { schema: { body: rulesSchema } },
    (request) => (faults.rules = request.body),
  );
  scope.put<{ Body: Outcome[] }>(
    '/outcomes',
    { schema: { body: outcomesSchema } },
    (request) => (account.outcomes = request.body),
  );
  scope.put<{ Body: Partial<CallbackMood> }>('/callbacks', (request) => Object.assign(callbacks.mood, request.body));
  scope.put<{ Body: { keys: string[] | null } }>('/keys', (request) => {
    account.keys = request.body.keys;
    return { keys: account.keys };
  });
  scope.put<{ Body: GoogleAccount }>(
    '/gcs',
    { schema: { body: closed({ url: text, credentials: { type: 'object' } }, ['url']) } },
    (request) => {
      copies.google = request.body;
      return { url: request.body.url };
    },
  );
}

/** Reports accepted renders, their cost, and sent callbacks. */
function score({ renders, callbacks, copies, faults }: Account): object {
  const submissions = [...renders.values()].map(shown);
  const byCallback: Record<string, number> = {};
  for (const { callback } of submissions) byCallback[callback ?? ''] = (byCallback[callback ?? ''] ?? 0) + 1;
  const billed = submissions.filter(({ status }) => status === 'done').reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    calls: faults.calls,
    accepted: submissions.length,
    submissions,
    by_callback: byCallback,
    billable_seconds: billed,
    copies: copies.made,
    deliveries: callbacks.deliveries,
  };
}

const shown = ({ id, environment, status, seconds, posted }: Render) => ({
  id,
  environment,
  status,
  seconds,
  callback: posted.callback ?? null,
  destinations: posted.output.destinations ?? [],
  edit: posted,
});
