import { setTimeout as sleep } from 'node:timers/promises';
import { UsersService } from '@app/auth';
import { AppError, acceptRequestId, backoffMs, ChangeFeedService, counter, runWithRequestContext } from '@app/core';
import { JobPublisherService, sendAccountMail, workerStopping } from '@app/jobs';
import {
  DELIVERIES_CHANNEL,
  type DeliveryAttempt,
  SignedPostService,
  type TakenDelivery,
  WebhookDeliveriesRepository,
  WebhookEndpointsRepository,
} from '@app/notifications';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WebhookPlansService } from './webhook-plans.service';

/** Attempts of one worker at a time; they hold no slot of a queue, so that mails never wait for them. */
const AT_A_TIME = 32;
/** Of these, the maximum for failing endpoints, so that the others still get attempts. */
const FAILING_AT_A_TIME = 16;
/** Milliseconds that running attempts get to finish when the worker stops; other workers repeat the aborted ones. */
const DRAIN_MS = 5_000;
/** Mean milliseconds between two polls while there is work, and without work or a notification. */
const PAUSE_MS = 25;
const IDLE_MS = 2_000;
const FAILURE_PAUSES = { firstMs: 500, maxMs: 10_000 };

const attempts = counter('webhook_attempts_total', 'Attempts to deliver an event to a webhook endpoint', ['outcome']);

/**
 * Sends events to the webhook endpoints of customers, in every worker at the same time. A failed attempt is a
 * normal result: its row schedules the next one.
 */
@Injectable()
export class WebhookSenderService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Webhooks');
  private readonly stopping = new AbortController();
  private readonly aborting = new AbortController();
  private readonly underWay = new Map<Promise<void>, TakenDelivery>();
  private nap = new AbortController();
  private loop?: Promise<void>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly sender: SignedPostService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
    private readonly changes: ChangeFeedService,
    private readonly plans: WebhookPlansService,
  ) {}

  onApplicationBootstrap(): void {
    const wake = () => this.nap.abort();
    this.changes.follow(DELIVERIES_CHANNEL, { onChange: wake, onGap: wake });
    this.loop ??= this.run();
  }

  /** Takes no more deliveries, lets attempts under way finish, then aborts the remaining ones. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.nap.abort();
    await this.loop;
    const finished = Promise.all(this.underWay.keys());
    await Promise.race([finished, sleep(DRAIN_MS, undefined, { ref: false })]);
    this.aborting.abort(workerStopping());
    await finished;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted; ) {
      this.nap = new AbortController();
      let idleMs = 0;
      try {
        if ((await this.startDue()) === 0) idleMs = IDLE_MS;
        failures = 0;
      } catch (error) {
        failures += 1;
        idleMs = backoffMs(failures, FAILURE_PAUSES);
        if (failures === 1) this.logger.warn(`webhook deliveries cannot be read: ${(error as Error).message}`);
      }
      await sleep(idleMs * (0.5 + Math.random()), undefined, { signal: this.nap.signal }).catch(() => undefined);
      await sleep(PAUSE_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Returns the number of attempts that it has begun. */
  private async startDue(): Promise<number> {
    const inAll = AT_A_TIME - this.underWay.size;
    if (inAll === 0) return 0;
    const failing = [...this.underWay.values()].filter(({ isFailing }) => isFailing).length;
    const taken = await this.deliveries.take({ inAll, failing: Math.max(0, FAILING_AT_A_TIME - failing) });
    for (const delivery of taken) {
      const work = runWithRequestContext({ requestId: acceptRequestId(delivery.id) }, () => this.deliver(delivery))
        .catch((error: Error) => this.logger.error('a webhook delivery was interrupted', { err: error }))
        .finally(() => {
          this.underWay.delete(work);
          this.nap.abort();
        });
      this.underWay.set(work, delivery);
    }
    return taken.length;
  }

  private async deliver(delivery: TakenDelivery): Promise<void> {
    if (!(await this.mayBeSent(delivery))) return;
    const attempt = await this.attempt(delivery);
    attempts.inc({ outcome: attempt.problem === null ? 'delivered' : 'failed' });
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.deliveries.finish(delivery, attempt, manager))) return;
      const { email } = await this.users.get(delivery.userId, manager);
      const mail = { template: 'webhook_disabled', email, webhookId: delivery.endpointId } as const;
      await this.publisher.publish(sendAccountMail, mail, { manager });
    });
  }

  /** Gives the delivery back when the plan of its owner does not include webhooks. */
  private async mayBeSent(delivery: TakenDelivery): Promise<boolean> {
    if (await this.plans.include(delivery.userId)) return true;
    return this.dataSource.transaction(async (manager) => {
      const isIncluded = await this.plans.apply(delivery.userId, manager);
      if (!isIncluded) await this.deliveries.giveBack(delivery, manager);
      return isIncluded;
    });
  }

  private async attempt({ url, endpointId, eventId, body }: TakenDelivery): Promise<DeliveryAttempt> {
    const secrets = await this.endpoints.signingSecrets(endpointId);
    const from = performance.now();
    const { signal } = this.aborting;
    const took = () => performance.now() - from;
    try {
      const status = await this.sender.post({ url, id: eventId, body, secrets }, signal);
      const isAccepted = status >= 200 && status < 300;
      return { status, problem: isAccepted ? null : `The server answered ${status}.`, durationMs: took() };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      return { status: null, problem: error.message, durationMs: took() };
    }
  }
}
