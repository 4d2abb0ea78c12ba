import { AdminBasicAuthService } from '@app/auth';
import {
  type CoreConfig,
  coreConfig,
  methodNotAllowed,
  RateLimiterService,
  rateLimited,
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

const PATH = '/admin/queues';

/** Wrong passwords that one address or one account may send within the window. */
const FAILURES = { limit: 10, windowMs: 15 * 60_000 };

/** Bull Board for administrators, read-only: changing state belongs to the product's own routes, which keep an audit log. */
@Injectable()
export class QueueDashboardService implements OnModuleInit {
  /** Who has to wait, and until when. */
  private readonly blocked = new Map<string, number>();

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly queues: JobQueuesService,
    private readonly access: AdminBasicAuthService,
    private readonly limiter: RateLimiterService,
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
      scope.register(board.registerPlugin(), { prefix: PATH });
      done();
    });
  }

  /** Answers by itself instead of throwing, because the board would turn an error into its own kind of answer. */
  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw methodNotAllowed('The queue dashboard is read-only.');
      this.assertNotBlocked(request);
      await this.access.verify(request);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.kind === 'unauthenticated') {
        reply.header('WWW-Authenticate', AdminBasicAuthService.CHALLENGE);
        if (request.headers.authorization !== undefined) await this.countFailure(request);
      }
      sendProblem(reply, error, request.id, `${this.config.baseUrl}/errors`);
      await reply;
    }
  }

  private assertNotBlocked(request: FastifyRequest): void {
    const until = Math.max(...sendersOf(request).map((sender) => this.blocked.get(sender) ?? 0));
    const waitMs = until - performance.now();
    if (waitMs > 0) throw rateLimited('Too many wrong passwords.', { retryAfterSeconds: Math.ceil(waitMs / 1_000) });
  }

  private async countFailure(request: FastifyRequest): Promise<void> {
    for (const sender of sendersOf(request)) {
      const decision = await this.limiter.take('queue_dashboard', [{ key: `queue_dashboard:${sender}`, ...FAILURES }]);
      if (!decision.allowed) this.blocked.set(sender, performance.now() + decision.retryAfterMs);
    }
    for (const [sender, until] of this.blocked) if (until < performance.now()) this.blocked.delete(sender);
  }
}

const sendersOf = (request: FastifyRequest): string[] => [
  `ip:${request.ip}`,
  `account:${(AdminBasicAuthService.emailOf(request) ?? '').toLowerCase()}`,
];

function readOnly(queue: ConstructorParameters<typeof BullMQAdapter>[0]): BullMQAdapter {
  const adapter = new BullMQAdapter(queue, { readOnlyMode: true });
  for (const field of ['data', 'returnValue'] as const)
    adapter.setFormatter(field, (value: unknown) => redacted(value));
  return adapter;
}

/** Payloads hold ids and results are small, so this should find nothing; it guards against a future mistake. */
const redacted = (value: unknown): unknown =>
  value === undefined || value === null ? value : JSON.parse(redactSecrets(JSON.stringify(value)));
