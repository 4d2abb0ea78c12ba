import { type ApiAnswer, counter, type HealthReport, NoAnswerError } from '@app/core';
import { Logger } from '@nestjs/common';
import {
  type ProviderRun,
  type ProviderState,
  type RenderOrder,
  RenderProvider,
  type StartedRender,
} from '../../render-provider';
import { renderProviderUnavailable, renderRejected, renderSubmissionUnknown } from '../../render-proxy.errors';
import { isOperatorsFault, objectOf, submittedId } from './shotstack-answers';
import { readShotstackCallback } from './shotstack-callback';
import { ShotstackClient } from './shotstack-client';
import { ShotstackHealth } from './shotstack-health';
import { shotstackOrder } from './shotstack-order';
import { QUEUED, stateOf } from './shotstack-state';

/** To Shotstack, a render of another environment is a bad request, and a render that it has forgotten is not found. */
const NOT_KNOWN: ReadonlySet<number> = new Set([400, 404, 410]);

const COMPLAIN_EVERY_MS = 60_000;

/** Shotstack's cloud (shotstack.io/docs/api). It reports no progress and cannot cancel. */
export class ShotstackAdapter extends RenderProvider {
  readonly name = 'shotstack';
  readonly startIsRepeatable = false;
  readonly sendsCallbacks = true;
  readonly writesToBuckets = true;
  readonly segments = undefined;
  private readonly logger = new Logger(ShotstackAdapter.name);
  private readonly submissions = counter('render_submit_total', 'Submissions to a render provider by outcome', [
    'provider',
    'result',
  ]);
  private readonly refusals = counter(
    'render_provider_refusals_total',
    "Answers that reject the operator's key, credits or address",
    ['provider'],
  );
  private complained = Number.NEGATIVE_INFINITY;
  private readonly health: ShotstackHealth;
  private readonly unknownStatuses = new Set<string>();

  constructor(private readonly client: ShotstackClient) {
    super();
    // Prometheus notices the first one only after a 0.
    this.refusals.inc({ provider: this.name }, 0);
    this.health = new ShotstackHealth(client);
  }

  /** The signal ends the call only while nothing has been sent; after that an abort leaves the submission unknown. */
  async start(order: RenderOrder, { signal }: ProviderRun): Promise<StartedRender> {
    try {
      signal.throwIfAborted();
      const answer = await this.client.submit(shotstackOrder(order), signal);
      this.complain(answer);
      const providerRenderId = submittedId(answer);
      this.count('accepted');
      return { providerRenderId, state: QUEUED };
    } catch (error) {
      const failure = error instanceof NoAnswerError ? unanswered(error, signal) : error;
      this.count(resultOf(failure));
      throw failure;
    }
  }

  async observe(providerRenderId: string, signal: AbortSignal): Promise<ProviderState> {
    const answer = await this.client.read(providerRenderId, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error instanceof NoAnswerError
        ? renderProviderUnavailable('Shotstack is not responding.', { cause: error.cause })
        : error;
    });
    if (NOT_KNOWN.has(answer.status)) return { status: 'unknown' };
    this.complain(answer);
    const render = objectOf(objectOf(answer.json).response);
    if (answer.status === 200 && render.id === providerRenderId)
      return stateOf(render, (status) => this.noticeStatus(status));
    throw renderProviderUnavailable(`Shotstack did not return the status of the render (${answer.status}).`, {
      retryAfterSeconds: answer.retryAfterSeconds,
    });
  }

  readCallback(body: unknown): { providerRenderId: string } | undefined {
    return readShotstackCallback(body);
  }

  check(): Promise<HealthReport> {
    return this.health.check();
  }

  /** Only the operator can fix these faults, and users never see them. */
  private complain({ status }: ApiAnswer): void {
    if (!isOperatorsFault(status)) return;
    this.refusals.inc({ provider: this.name });
    if (performance.now() - this.complained < COMPLAIN_EVERY_MS) return;
    this.complained = performance.now();
    this.logger.error(
      `Shotstack answers ${status}: check SHOTSTACK_API_KEY, SHOTSTACK_API_URL and the credits of the account.`,
    );
  }

  private count(result: string): void {
    this.submissions.inc({ provider: this.name, result });
  }

  private noticeStatus(status: string): void {
    if (this.unknownStatuses.has(status) || this.unknownStatuses.size > 20) return;
    this.unknownStatuses.add(status);
    this.logger.warn(`Shotstack reports an unknown status: ${JSON.stringify(status)}. Its renders count as running.`);
  }
}

function unanswered({ mayHaveArrived, cause }: NoAnswerError, signal: AbortSignal): unknown {
  if (mayHaveArrived) return renderSubmissionUnknown('Shotstack did not respond after the edit was sent.', { cause });
  return signal.aborted ? signal.reason : renderProviderUnavailable('Shotstack cannot be reached.', { cause });
}

function resultOf(failure: unknown): string {
  if (renderRejected.is(failure)) return 'rejected';
  if (renderSubmissionUnknown.is(failure)) return 'unknown';
  return renderProviderUnavailable.is(failure) ? 'unavailable' : 'aborted';
}
