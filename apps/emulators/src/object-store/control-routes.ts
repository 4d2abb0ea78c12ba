import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { noFaults, type StorageFaults } from './faults';

/** One request and its answer. */
export interface Seen {
  method: string;
  /** With the query, without its signature. */
  url: string;
  status: number;
  headers: Record<string, unknown>;
}

/**
 * Records every request, and lets tests read the record and plan faults at `/_test`.
 * @param unfinished names the uploads that have begun and not ended
 */
export function addControls(scope: FastifyInstance, faults: StorageFaults, unfinished: () => string[]): void {
  const seen: Seen[] = [];
  const isControl = (url: string) => url.startsWith(`${scope.prefix}/_test/`);
  scope.addHook('onRequest', async ({ url }) => {
    if (!isControl(url) && faults.delay_ms > 0) await sleep(faults.delay_ms, undefined, { ref: false });
  });
  scope.addHook('onResponse', (request, reply, done) => {
    const { method, headers } = request;
    if (!isControl(request.url))
      seen.push({ method, url: request.url.slice(scope.prefix.length), status: reply.statusCode, headers });
    done();
  });
  scope.get('/_test/unfinished', () => ({ unfinished: unfinished() }));
  scope.get('/_test/requests', () => ({ requests: seen }));
  scope.delete('/_test/requests', (_request, reply) => {
    seen.length = 0;
    return reply.code(204).send();
  });
  scope.put<{ Querystring: Partial<Record<keyof StorageFaults, string>> }>('/_test/faults', ({ query }) => {
    const plan = Object.entries(query).map(([name, value]) => [name, Number(value)]);
    return Object.assign(faults, noFaults(), Object.fromEntries(plan) as Partial<StorageFaults>);
  });
}
