import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, Call, Refusal } from './call';
import type { CallFacts, FaultAction, FaultRule } from './fault-rules';
import type { PlatformWorld } from './platform-world';
import { type Connection, fieldsOf, RequestBody } from './request-body';

/** An endpoint of a platform. */
export interface Operation {
  /** Name in fault rules and in the record of requests. */
  op: string;
  /** Another name, for a path that several operations share. */
  name?: (call: Call) => string;
  host: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Reads its body itself, as a stream. */
  isStream?: true;
  /** The account that the request is about, as far as it is known before the call. */
  account?: (call: Call) => string | undefined;
  facts?: (call: Call) => CallFacts;
  /** The upload that this request publishes, if it does. */
  publishes?: (call: Call) => string | undefined;
  /** The grant that only one request at a time may refresh. */
  refreshes?: (call: Call) => string | undefined;
  /** The upload whose outcome this request queries. */
  probes?: (call: Call) => string | undefined;
  /** Undefined: the connection broke, so no client waits for an answer. */
  answer: (call: Call) => Answer | undefined | Promise<Answer | undefined>;
}

const LOSSY: ReadonlySet<FaultAction['type']> = new Set([
  'reset',
  'reset_before_effect',
  'drop_after_effect',
  'timeout_after_effect',
  'truncate_json',
  'wrong_content_type',
  'html_502',
  'empty_200',
]);

/** Whether the client gets no answer of the platform: a text in its place is a proxy's. */
const isLossy = (action: FaultAction): boolean =>
  LOSSY.has(action.type) || (action.type === 'http' && (action.status >= 500 || action.text !== undefined));

/** Adds the operations of a platform below `/<host>`; any other path there is a violation. */
export function addOperations(scope: FastifyInstance, world: PlatformWorld, operations: readonly Operation[]): void {
  for (const host of new Set(operations.map((operation) => operation.host)))
    scope.register(
      async (inner) => {
        inner.removeAllContentTypeParsers();
        inner.addContentTypeParser('*', (_request, _payload, done) => done(null));
        for (const operation of operations.filter((each) => each.host === host))
          inner.route({
            method: operation.method,
            url: operation.path,
            handler: (request, reply) => perform(world, operation, request, reply),
          });
        inner.setNotFoundHandler((request, reply) => {
          const { method, url: path } = request;
          const seen = world.see({ ...nothingYet, op: 'unknown', method, host, path, status: 404 });
          world.violate('unknown_endpoint', seen.sequence, `${method} ${path}`);
          request.raw.resume();
          return reply.status(404).send({ error: { message: 'Unknown path.', code: 404 } });
        });
      },
      { prefix: `/${host}` },
    );
}

const nothingYet = { account: null, status: null, request_bytes: 0, effects: [], fault: null };

async function perform(
  world: PlatformWorld,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { op, host, method } = operation;
  const path = request.url.slice(request.url.indexOf(`/${host}/`) + host.length + 1);
  const seen = world.see({ ...nothingYet, effects: [], op, method, host, path });
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const connection: Connection = {};
  const body = new RequestBody(request.raw, connection);
  const fields = operation.isStream ? undefined : await readFields(request, body);
  const call = new Call(world, request, seen, query, fields, body);
  seen.op = operation.name?.(call) ?? op;
  seen.account = operation.account?.(call) ?? null;
  const rule = world.faults.take(seen.op, seen.account ?? undefined, operation.facts?.(call) ?? {}, world.ids);
  seen.fault = rule?.id ?? null;
  const action = actionOf(world, rule);
  watchOutcome(world, operation, call, action);
  Object.assign(connection, connectionOf(action));
  const result = await alone(world, operation, call, () => settle(operation, call, action, reply));
  seen.request_bytes = body.received;
  if (result === undefined || reply.raw.destroyed) return reply.hijack();
  seen.status = result.status;
  return send(reply, result, action);
}

async function alone<T>(world: PlatformWorld, operation: Operation, call: Call, work: () => Promise<T>): Promise<T> {
  const key = operation.refreshes?.(call);
  if (key === undefined) return work();
  if (world.refreshing.has(key)) call.violate('refresh_storm', key);
  world.refreshing.add(key);
  try {
    return await work();
  } finally {
    world.refreshing.delete(key);
  }
}

async function readFields(request: FastifyRequest, body: RequestBody): Promise<Record<string, unknown> | undefined> {
  const chunks: Buffer[] = [];
  const isWhole = await body.readInto((chunk) => chunks.push(chunk));
  return isWhole ? fieldsOf(request.headers['content-type'] ?? '', Buffer.concat(chunks)) : undefined;
}

function actionOf(world: PlatformWorld, rule: FaultRule | undefined): FaultAction | undefined {
  const action = rule?.action;
  return action?.type === 'named' ? world.namedFaults[action.name] : action;
}

const connectionOf = (action: FaultAction | undefined): Connection => {
  if (action?.type === 'reset') return { resetAfter: action.afterRequestBytes };
  if (action?.type === 'slow_read') return { bytesPerSecond: action.bytesPerSec };
  return action?.type === 'store_less' ? { storeOnly: action.bytes } : {};
};

/** A client that repeats a publishing call must first query the outcome of the unanswered one. */
function watchOutcome(world: PlatformWorld, operation: Operation, call: Call, action: FaultAction | undefined): void {
  const published = operation.publishes?.(call);
  if (published === undefined) return;
  if (world.isLost(published)) call.violate('publish_without_probe', published);
  if (action && isLossy(action)) world.loseAnswer(published);
}

/** @returns undefined if no answer is to be sent */
async function settle(
  operation: Operation,
  call: Call,
  action: FaultAction | undefined,
  reply: FastifyReply,
): Promise<Answer | undefined> {
  const work = () => answered(operation, call, action);
  switch (action?.type) {
    case 'http':
      if (action.drain === false) reply.raw.destroy();
      else await call.body.drain();
      return { status: action.status, headers: action.headers, body: action.text ?? action.json ?? {} };
    case 'html_502':
      await call.body.drain();
      return { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><h1>502 Bad Gateway</h1></html>' };
    case 'empty_200':
      await call.body.drain();
      return { status: 200, body: '' };
    case 'reset_before_effect':
      await call.body.drain();
      reply.raw.destroy();
      return undefined;
    case 'reset':
      if (operation.isStream) await work();
      reply.raw.destroy();
      return undefined;
    case 'drop_after_effect':
      await work();
      reply.raw.destroy();
      return undefined;
    case 'timeout_after_effect':
      await work();
      return undefined;
    case 'duplicate': {
      const first = await work();
      if (!operation.isStream) await work();
      return first;
    }
    case 'delay':
      await sleep(action.ms, undefined, { ref: false });
      return work();
    default:
      return work();
  }
}

async function answered(
  operation: Operation,
  call: Call,
  action: FaultAction | undefined,
): Promise<Answer | undefined> {
  const asked = operation.probes?.(call);
  try {
    const answer = await operation.answer(call);
    // A query that is refused or lost tells the client nothing.
    if (asked !== undefined && !action && answer) call.learn(asked);
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // An unread body would keep the client from reading the answer.
    if (operation.isStream) await call.body.drain();
    return error.answer;
  }
}

async function send(reply: FastifyReply, answer: Answer, action: FaultAction | undefined): Promise<FastifyReply> {
  const { status, statusText, headers = {}, body } = answer;
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
  const bytes = Buffer.from(isRaw ? (body ?? '') : JSON.stringify(body));
  const type = isRaw ? 'text/plain' : 'application/json; charset=utf-8';
  const sent: Record<string, string> = { 'content-type': type, 'content-length': String(bytes.length), ...headers };
  if (action?.type === 'wrong_content_type') sent['content-type'] = 'text/html';
  if (bytes.length === 0) delete sent['content-type'];
  reply.hijack();
  if (statusText) reply.raw.statusMessage = statusText;
  reply.raw.writeHead(status, sent);
  if (action?.type === 'truncate_json') {
    reply.raw.write(bytes.subarray(0, bytes.length >> 1), () => reply.raw.destroy());
    return reply;
  }
  for (let at = 0; action?.type === 'slow_write' && at < bytes.length; at++) {
    reply.raw.write(bytes.subarray(at, at + 1));
    await sleep(1_000 / action.bytesPerSec, undefined, { ref: false });
  }
  reply.raw.end(action?.type === 'slow_write' ? '' : bytes);
  return reply;
}
