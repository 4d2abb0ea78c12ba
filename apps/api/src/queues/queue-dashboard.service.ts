import { AdminPageAccessService } from '@app/auth';
import {
  type CoreConfig,
  coreConfig,
  methodNotAllowed,
  notFound,
  redactSecrets,
  sendProblem,
  toAppError,
} from '@app/core';
import { JobQueuesService } from '@app/jobs';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ADMIN_SIGN_IN } from '../http/access/admin-sign-in.service';

const PATH = '/admin/queues';
const STEPS_UP = /\/(?:\.|%2e){2}(?:[/?]|%2f|$)/i;

/**
 * The board's page names a style sheet of another site; a page for operators must not load anything from other sites.
 */
const FOREIGN_STYLES = /<link\b[^>]*\bhref="https?:[^>]*>/g;
const OWN_FILES_ONLY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Bull Board for administrators, read-only: only the product's own routes, which keep an audit log, change state. */
@Injectable()
export class QueueDashboardService implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly queues: JobQueuesService,
    private readonly access: AdminPageAccessService,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    const board = new FastifyAdapter().setBasePath(PATH);
    createBullBoard({
      queues: this.queues.all().map(readOnly),
      serverAdapter: board,
      options: { uiConfig: { boardTitle: 'Reelway queues' } },
    });
    const server = this.http.httpAdapter.getInstance<FastifyInstance>();
    await server.register((scope, _options, done) => {
      scope.addHook('onRequest', (request, reply) => this.admit(request, reply));
      scope.addHook('onSend', keepToOurSite);
      scope.register(board.registerPlugin(), { prefix: PATH });
      done();
    });
  }

  /** Answers directly instead of throwing, because the board would turn an error into its own kind of answer. */
  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        reply.header('Allow', 'GET, HEAD');
        throw methodNotAllowed('The queue dashboard is read-only.');
      }
      await this.access.verify(request);
      // The board's file server would refuse it in its own way.
      if (STEPS_UP.test(request.url)) throw notFound();
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.kind === 'unauthenticated' && /\btext\/html\b/.test(request.headers.accept ?? ''))
        reply.code(303).header('Location', `${ADMIN_SIGN_IN}?next=${PATH}`).send();
      else sendProblem(reply, error, request.id, `${this.config.baseUrl}/errors`);
      await reply;
    }
  }
}

function keepToOurSite(
  _request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: null, payload: unknown) => void,
): void {
  const isPage = typeof payload === 'string' && /^text\/html\b/.test(String(reply.getHeader('Content-Type')));
  if (isPage) reply.header('Content-Security-Policy', OWN_FILES_ONLY);
  done(null, isPage ? payload.replaceAll(FOREIGN_STYLES, '') : payload);
}

function readOnly(queue: ConstructorParameters<typeof BullMQAdapter>[0]): BullMQAdapter {
  const adapter = new BullMQAdapter(queue, { readOnlyMode: true });
  for (const field of ['data', 'returnValue'] as const)
    adapter.setFormatter(field, (value: unknown) => redacted(value));
  return adapter;
}

/** Payloads hold ids and results are small, so this should find nothing; it guards against future mistakes. */
const redacted = (value: unknown): unknown =>
  value === undefined || value === null ? value : JSON.parse(redactSecrets(JSON.stringify(value)));
