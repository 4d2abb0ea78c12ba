import type { FastifyInstance } from 'fastify';
import type { FaultRule } from './fault-rules';
import type { MediaProfile } from './media-profile';
import type { Audience, PlannedConsent, PlatformWorld } from './platform-world';
import type { Figures } from './post-ledger';

/** The settings of one platform that a test may change, in addition to those of all platforms. */
export interface PlatformControls {
  /** Properties of our app, and the platform's own rules about it. */
  app: object;
  /** Answers of the platform that its documentation leaves open. */
  knobs: object;
  /** @returns the user, created if there was none */
  user: (id: string) => object;
  users: () => readonly object[];
  /** All access tokens. */
  tokens: () => Iterable<string>;
  /** How uploads of an account turn out. */
  behaviour: (account: string) => object;
  /** Ends the lifetime of tokens of an account. */
  expire: (account: string, kind: string) => void;
  /**
   * The user removes our app.
   * @param reason the platform's number of another reason for the end of the access
   */
  revoke: (account: string, reason?: number) => void | Promise<void>;
}

/** Controls for tests, JSON below `/_test`, the same for all platforms. */
export function addPlatformControls(scope: FastifyInstance, world: PlatformWorld, controls: PlatformControls): void {
  scope.register(
    async (inner) => {
      addRecords(inner, world);
      addState(inner, world, controls);
      addPlans(inner, world, controls);
      addAccounts(inner, controls);
    },
    { prefix: '/_test' },
  );
}

function addRecords(scope: FastifyInstance, world: PlatformWorld): void {
  scope.get<{ Querystring: { op?: string; account?: string; since?: string } }>('/requests', ({ query }) => ({
    requests: world.requests.filter(
      ({ op, account, sequence }) =>
        (query.op === undefined || query.op === op) &&
        (query.account === undefined || query.account === account) &&
        sequence > Number(query.since ?? 0),
    ),
  }));
  scope.get<{ Querystring: { account?: string } }>('/posts', ({ query }) => ({
    posts: world.ledger.shown(query.account),
  }));
  interface ByPost {
    Params: { id: string };
  }
  scope.put<ByPost & { Body: Partial<Figures> }>('/posts/:id/figures', ({ params, body }, reply) => {
    const post = world.ledger.find(params.id);
    return post ? Object.assign(post.figures, body) : reply.status(404).send({ message: 'There is no such post.' });
  });
  // The user or the platform takes the post down.
  scope.post<ByPost>('/posts/:id/remove', ({ params }, reply) => {
    const post = world.ledger.find(params.id);
    if (post) post.state = 'removed';
    return reply.status(post ? 204 : 404).send();
  });
  scope.put<ByPost & { Body: Partial<Audience> }>('/accounts/:id/audience', ({ params, body }) =>
    Object.assign(world.audience(params.id), body),
  );
  scope.get('/violations', () => ({ violations: world.violations }));
  scope.post<{ Body: { seed?: string } | null }>('/reset', ({ body }, reply) => {
    world.reset(body?.seed);
    return reply.status(204).send();
  });
  scope.post<{ Body: { seconds: number } }>('/clock/advance', ({ body }) => {
    world.clock.advance(body.seconds);
    return { now: world.clock.iso() };
  });
  scope.put<{ Body: { speed: number } }>('/clock', ({ body }) => {
    world.clock.run(body.speed);
    return { now: world.clock.iso() };
  });
  scope.get('/clock', () => ({ now: world.clock.iso() }));
}

/** The whole state, for debugging. Tokens and secrets are cut to their last characters. */
function addState(scope: FastifyInstance, world: PlatformWorld, { app, knobs, users, tokens }: PlatformControls): void {
  const end = (text: string) => `…${text.slice(-6)}`;
  scope.get('/state', () => ({
    now: world.clock.iso(),
    app: { ...app, client_secret: end((app as { client_secret?: string }).client_secret ?? '') },
    knobs,
    users: users(),
    tokens: [...tokens()].map(end),
    faults: world.faults.shown(),
    posts: world.ledger.shown(),
    violations: world.violations,
  }));
}

function addPlans(scope: FastifyInstance, world: PlatformWorld, { app, knobs }: PlatformControls): void {
  scope.put<{ Body: FaultRule[] }>('/faults', ({ body }) => {
    world.faults.set(body);
    return { faults: world.faults.shown() };
  });
  scope.get('/faults', () => ({ faults: world.faults.shown() }));
  scope.post<{ Body: PlannedConsent }>('/consents', ({ body }) => {
    world.consents.push(body);
    return { planned: world.consents.length };
  });
  scope.put<{ Params: { sha256: string }; Body: MediaProfile }>('/media/:sha256', ({ params, body }) => {
    world.media.set(params.sha256, body);
    return body;
  });
  scope.put<{ Body: object }>('/app', ({ body }) => Object.assign(app, body));
  scope.put<{ Body: object }>('/knobs', ({ body }) => changed(knobs, body));
}

/** Refuses a field that the emulator does not know, because it would have no effect. */
function changed<T extends object>(state: T, change: unknown): T {
  const unknown = Object.keys(change ?? {}).find((field) => !(field in state));
  if (unknown !== undefined) throw Object.assign(new Error(`There is no field ${unknown}.`), { statusCode: 400 });
  return Object.assign(state, change);
}

function addAccounts(scope: FastifyInstance, controls: PlatformControls): void {
  interface ById {
    Params: { id: string };
  }
  scope.get('/users', () => ({ users: controls.users() }));
  scope.put<ById & { Body: object }>('/users/:id', ({ params, body }) => Object.assign(controls.user(params.id), body));
  scope.put<ById & { Body: object }>('/accounts/:id/behaviour', ({ params, body }) =>
    changed(controls.behaviour(params.id), body),
  );
  scope.post<ById & { Body: { kind?: string } | null }>('/accounts/:id/expire', ({ params, body }, reply) => {
    controls.expire(params.id, body?.kind ?? 'access');
    return reply.status(204).send();
  });
  scope.post<ById & { Body: { reason?: number } | null }>('/accounts/:id/revoke', async ({ params, body }, reply) => {
    await controls.revoke(params.id, body?.reason);
    return reply.status(204).send();
  });
}
