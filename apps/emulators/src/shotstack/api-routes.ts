import { editSchema, transferSchema } from '@shotstack/schemas/zod';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account, Asset, Render } from './account';
import type { PostedEdit } from './edit-facts';
import type { Answer, FaultRule } from './faults';

interface Place {
  Params: { environment: string; id: string };
  Querystring: { data?: string; merged?: string };
}
type Call = FastifyRequest<Place>;

const ENVIRONMENT = ':environment(^v1|stage$)';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Edit (also at its older address without `edit`) and Serve, for any valid key. */
export function registerApi(scope: FastifyInstance, account: Account): void {
  const guarded =
    (on: FaultRule['on'], work: (call: Call, owner: string) => Answer) =>
    async (request: Call, reply: FastifyReply) => {
      const owner = account.ownerOf(request.headers['x-api-key']);
      if (owner === undefined) return reply.status(403).send({ message: 'Forbidden' });
      const once = () => work(request, owner);
      if (await account.faults.interrupt(on, `${request.url} ${JSON.stringify(request.body ?? null)}`, reply, once))
        return reply;
      const { status: code, body } = once();
      return reply.status(code).send(body);
    };
  for (const base of [`/edit/${ENVIRONMENT}`, `/${ENVIRONMENT}`]) {
    scope.post<Place>(
      `${base}/render`,
      guarded('submit', (call, owner) => submit(account, call, owner)),
    );
    scope.get<Place>(
      `${base}/render/:id`,
      guarded('status', (call, owner) => status(account, call, owner)),
    );
  }
  const assets = `/serve/${ENVIRONMENT}/assets`;
  scope.post<Place>(
    assets,
    guarded('assets', (call, owner) => transfer(account, call, owner)),
  );
  scope.get<Place>(
    `${assets}/render/:id`,
    guarded('assets', (call, owner) => assetsOfRender(account, call, owner)),
  );
  scope.get<Place>(
    `${assets}/:id`,
    guarded('assets', (call, owner) =>
      oneAsset(account, call, owner, (asset) => ({ status: 200, body: { data: shown(account, asset) } })),
    ),
  );
  scope.delete<Place>(
    `${assets}/:id`,
    guarded('assets', (call, owner) => oneAsset(account, call, owner, remove)),
  );
}

const refusal = (response: unknown): Answer => ({
  status: 400,
  body: { success: false, message: 'Bad Request', response },
});
const missing: Answer = { status: 404, body: { success: false, message: 'Not Found', response: {} } };

function submit(account: Account, { body, params }: Call, owner: string): Answer {
  const parsed = editSchema.safeParse(body);
  if (!parsed.success) {
    const details = parsed.error.issues.map(({ message, path }) => ({ message, path }));
    return refusal({ message: 'The edit is not valid.', details });
  }
  const { id } = account.accept(body as PostedEdit, owner, params.environment);
  return {
    status: 201,
    body: { success: true, message: 'Created', response: { message: 'Render Successfully Queued', id } },
  };
}

function status(account: Account, { params, query }: Call, owner: string): Answer {
  const render = account.renders.get(params.id);
  if (!UUID.test(params.id)) return refusal('"id" must be a valid GUID');
  if (render?.owner !== owner) return missing;
  // Observed at Shotstack: an id of the sandbox is a bad request in production, and vice versa.
  if (render.environment !== params.environment) return refusal({});
  const data = query.data === 'false' ? {} : { data: query.merged === 'true' ? render.edit : render.posted };
  return {
    status: 200,
    body: { success: true, message: 'OK', response: { ...renderFacts(account, render), ...data } },
  };
}

function renderFacts(account: Account, render: Render): object {
  const { id, owner, status: state, error, seconds, created, updated } = render;
  const facts = { id, owner, plan: 'sandbox', status: state, error: error ?? '', created, updated };
  if (state !== 'done') return facts;
  const urls = account.filesOf(render).map((file) => account.outputUrl(render, file));
  const find = (end: string) => urls.find((url) => url.endsWith(end)) ?? null;
  return {
    ...facts,
    duration: seconds,
    renderTime: seconds * 330,
    url: urls[0],
    poster: find('-poster.jpg'),
    thumbnail: find('-thumb.jpg'),
  };
}

function shown(account: Account, asset: Asset): object {
  const { environment: _environment, ...attributes } = asset;
  return {
    type: 'asset',
    attributes: { ...attributes, region: 'au', providerId: asset.id, url: account.cdnUrl(asset) },
  };
}

function oneAsset(account: Account, { params }: Call, owner: string, found: (asset: Asset) => Answer): Answer {
  const asset = account.assets.get(params.id);
  return asset?.owner === owner && asset.environment === params.environment ? found(asset) : missing;
}

function remove(asset: Asset): Answer {
  asset.status = 'deleted';
  return { status: 204, body: undefined };
}

function assetsOfRender(account: Account, { params }: Call, owner: string): Answer {
  const found = [...account.assets.values()].filter(
    ({ renderId, owner: of, environment }) =>
      renderId === params.id && of === owner && environment === params.environment,
  );
  return found.length === 0 ? missing : { status: 200, body: { data: found.map((asset) => shown(account, asset)) } };
}

/** Accepted and recorded; nothing is fetched. */
function transfer(account: Account, { body }: Call, owner: string): Answer {
  const parsed = transferSchema.safeParse(body);
  if (!parsed.success) return refusal(parsed.error.issues.map(({ message, path }) => ({ message, path })));
  const { id } = parsed.data as { id: string };
  return {
    status: 200,
    body: { data: { type: 'asset', attributes: { id, owner, status: 'queued', created: account.clock.iso() } } },
  };
}
