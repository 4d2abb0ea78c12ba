import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../emulator';
import { type Answer, SinkRecorder } from './sink-recorder';

interface SinkRoute {
  Params: { name: string };
  Querystring: { at_least?: number; timeout_ms?: number };
}

const answersSchema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      status: { type: 'integer', minimum: 200, maximum: 599 },
      headers: { type: 'object', additionalProperties: { type: 'string' } },
      body: {},
      delay_ms: { type: 'integer', minimum: 0, maximum: 600_000 },
      drop: { type: 'boolean' },
      times: { type: 'integer', minimum: 1 },
    },
  },
};
const listSchema = {
  type: 'object',
  properties: {
    at_least: { type: 'integer', minimum: 0 },
    timeout_ms: { type: 'integer', minimum: 0, maximum: 60_000 },
  },
};

/** Records every request: the target for outgoing webhooks and other calls. */
export function sink(): Emulator {
  const recorders = new Map<string, SinkRecorder>();
  const recorderOf = (request: FastifyRequest<SinkRoute>) => {
    const { name } = request.params;
    const recorder = recorders.get(name) ?? new SinkRecorder();
    recorders.set(name, recorder);
    return recorder;
  };
  return {
    name: 'sink',
    help: [
      'Any method on /sink/<name> or below it is recorded and answered with 200 {"received":true}; each name is a sink of its own.',
      'GET /sink/<name>/requests lists what arrived, in order; ?at_least=N&timeout_ms=M waits for N requests.',
      'DELETE /sink/<name>/requests forgets the requests and the programmed answers.',
      'PUT /sink/<name>/answers programs the next answers: [{"status":503,"headers":{},"body":{},"delay_ms":0,"drop":false,"times":2},{"status":200}].',
    ],
    async register(scope: FastifyInstance) {
      scope.get<SinkRoute>('/:name/requests', { schema: { querystring: listSchema } }, async (request) => ({
        requests: await recorderOf(request).list(request.query.at_least, request.query.timeout_ms),
      }));
      scope.delete<SinkRoute>('/:name/requests', (request, reply) => {
        recorderOf(request).forget();
        return reply.code(204).send();
      });
      scope.put<SinkRoute & { Body: Answer[] }>(
        '/:name/answers',
        { schema: { body: answersSchema } },
        (request, reply) => {
          recorderOf(request).program(request.body);
          return reply.code(204).send();
        },
      );
      await scope.register(async (raw) => receiveAll(raw, recorderOf));
    },
  };
}

function receiveAll(scope: FastifyInstance, recorderOf: (request: FastifyRequest<SinkRoute>) => SinkRecorder): void {
  // Byte for byte: a signature covers the body as it was sent.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const receive = (request: FastifyRequest<SinkRoute>, reply: FastifyReply) => {
    const { method, headers, url } = request;
    const path = url.replace(/^\/sink\/[^/?]+\/?/, '/');
    return give(reply, recorderOf(request).record({ method, headers, path }, bytesOf(request.body)));
  };
  scope.all<SinkRoute>('/:name', receive);
  scope.all<SinkRoute>('/:name/*', receive);
}

const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

async function give(reply: FastifyReply, answer: Answer): Promise<FastifyReply> {
  if (answer.delay_ms) await sleep(answer.delay_ms, undefined, { ref: false });
  if (answer.drop) {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  return reply
    .code(answer.status ?? 200)
    .headers(answer.headers ?? {})
    .send(answer.body ?? { received: true });
}
