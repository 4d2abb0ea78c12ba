import { AppError } from '@app/core';
import {
  type HeldLease,
  JobPublisherService,
  type JobsConfig,
  jobsConfig,
  type LastWrite,
  type LeasedWork,
  observeRender,
  runRender,
} from '@app/jobs';
import {
  type ProviderStage,
  type ProviderState,
  type Render,
  type RenderFault,
  RenderLeasesRepository,
  type RenderProgress,
  renderFailed,
  renderProviderUnavailable,
  renderSubmissions,
  renderSubmissionUnknown,
  renderTimedOut,
  renderTooExpensive,
  type TakenRender,
} from '@app/render-proxy';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RenderSettlementService } from './render-settlement.service';
import { RenderTransferService } from './render-transfer.service';

/** Number of runs ended by a fault of ours after which a render is given up. */
const MAX_ATTEMPTS = 3;
/** How long a render waits for an unavailable service, and a provider's video for its transfer. */
const GIVE_UP_SECONDS = 24 * 3_600;
/** How long a render that the provider accepted waits, at least, for its end. */
const SHORTEST_PATIENCE_SECONDS = 1_800;
/**
 * A provider may report a new render as unknown for a while: we give the render up when it has been unknown for this
 * long.
 */
const FORGOTTEN_SECONDS = 120;
const FORGOTTEN_PAUSE_SECONDS = 10;
/** Seconds between two looks for the copy that a provider writes to our bucket. */
const COPY_PAUSE_SECONDS = 5;

const STAGE_PROGRESS: Readonly<Record<ProviderStage, number>> = {
  queued: 0.02,
  fetching: 0.1,
  rendering: 0.4,
  saving: 0.9,
};

/** A provider's report of a render that it has not finished. */
interface SeenRender {
  /** The provider's id. */
  id: string;
  stage: ProviderStage;
  progress: number;
}

const secondsSince = (date: Date): number => (Date.now() - date.getTime()) / 1_000;
const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
/** Seconds until the next attempt, after waiting for so many. */
const pauseAfter = (waited: number): number => between(5, waited / 10, 300);

/** Decides the next step of a render from its provider's state or from an error. */
@Injectable()
export class RenderProgressionService {
  private readonly logger = new Logger('Renders');

  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: RenderLeasesRepository,
    private readonly settlement: RenderSettlementService,
    private readonly transfer: RenderTransferService,
    private readonly publisher: JobPublisherService,
    @Inject(jobsConfig.KEY) private readonly config: JobsConfig,
  ) {}

  /** How to keep the lease of a render and react to an error; the caller does the work itself. */
  leaseOf(
    renderId: string,
    { signal, ...options }: { signal: AbortSignal; starts: boolean; epoch?: number | undefined },
  ): Omit<LeasedWork<TakenRender, RenderProgress>, 'work'> {
    const leaseSeconds = this.config.JOB_LOCK_SECONDS;
    return {
      leaseSeconds,
      signal,
      acquire: () => this.leases.take(renderId, leaseSeconds, options),
      renew: ({ lease }, progress) => this.leases.renew(lease, leaseSeconds, progress),
      handBack: ({ lease, countedAttempts }) =>
        this.leases.release(lease, { delaySeconds: 0, attempts: -countedAttempts }, this.dataSource.manager),
      cancelled: (taken) => this.settlement.cancel(taken),
      failed: (taken, error) => this.recover(taken, error),
    };
  }

  /** Records that a worker has taken the render, before anything else happens. */
  async begin({ lease }: TakenRender): Promise<void> {
    await this.leases.renew(lease, this.config.JOB_LOCK_SECONDS, { stage: 'fetching', progress: 0 });
  }

  /** @param providerRenderId id at a remote provider; null when this machine renders */
  async follow(
    taken: TakenRender,
    providerRenderId: string | null,
    state: ProviderState,
    held: HeldLease<RenderProgress>,
  ): Promise<LastWrite> {
    switch (state.status) {
      case 'done':
        return this.finish(taken, providerRenderId, state, held);
      case 'failed':
        return () => this.settlement.fail(taken, faultOf(renderFailed(state.reason)));
      case 'unknown':
        return () => this.waitForForgotten(taken);
      default:
        return () =>
          this.waitForProvider(taken, {
            id: providerRenderId ?? '',
            stage: state.status,
            progress: state.progress ?? STAGE_PROGRESS[state.status],
          });
    }
  }

  /**
   * Releases the lease; the job is retried after this many seconds.
   * @param faults number of attempts that this run counts as; 0 when it only waited
   * @param isOutage whether an unavailable service ended the run; undefined when that is not known
   */
  async retryLater(
    { lease, render, countedAttempts }: TakenRender,
    { seconds, faults = 0, isOutage }: { seconds: number; faults?: 0 | 1; isOutage?: boolean },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const attempts = faults - countedAttempts;
      await this.leases.release(lease, { delaySeconds: seconds, attempts, isOutage }, manager);
      const options = { manager, delayMs: seconds * 1_000 };
      if (render.providerRenderId)
        await this.publisher.publish(observeRender, { renderId: render.id, epoch: lease.epoch }, options);
      else
        await this.publisher.publish(
          runRender,
          { renderId: render.id },
          { ...options, priority: render.queuePriority },
        );
    });
  }

  /**
   * Ends a render one of whose segments cannot be encoded.
   * @throws row_lease_held, retryable, while another worker changes the render
   */
  async failForSegment(renderId: string, error: AppError): Promise<void> {
    const taken = await this.leases.take(renderId, this.config.JOB_LOCK_SECONDS, { starts: false });
    if (taken?.isCancelled) await this.settlement.cancel(taken);
    else if (taken) await this.settlement.fail(taken, faultOf(error), overrunOf(error));
  }

  private async recover(taken: TakenRender, error: unknown): Promise<void> {
    const { render, countedAttempts } = taken;
    if (renderSubmissionUnknown.is(error))
      return this.retryLater(taken, { seconds: error.options.retryAfterSeconds ?? renderSubmissions.graceSeconds });
    if (isEditFault(error) || renderTimedOut.is(error))
      return this.settlement.fail(taken, faultOf(error), overrunOf(error));
    if (error instanceof AppError && error.kind === 'unavailable') {
      const waited = secondsSince(render.failingSince ?? new Date());
      if (waited > GIVE_UP_SECONDS) return this.settlement.fail(taken, faultOf(renderProviderUnavailable()));
      const seconds = error.options.retryAfterSeconds ?? pauseAfter(waited);
      return this.retryLater(taken, { seconds, isOutage: true });
    }
    this.logger.warn('a render was interrupted', { render: render.id, attempts: render.attempts, err: error });
    if (render.providerOutput) return this.retryTransfer(taken);
    const attempts = render.attempts - countedAttempts + 1;
    if (attempts >= MAX_ATTEMPTS) return this.settlement.fail(taken, faultOf(renderFailed()));
    return this.retryLater(taken, { seconds: 2 * attempts, faults: 1, isOutage: false });
  }

  /** The provider, which may have been paid, keeps its video for a day: until then we try to copy it. */
  private async retryTransfer(taken: TakenRender): Promise<void> {
    const waited = secondsSince(taken.render.transferringAt ?? new Date());
    if (waited > GIVE_UP_SECONDS) return this.settlement.fail(taken, faultOf(renderFailed()));
    return this.retryLater(taken, { seconds: pauseAfter(waited), isOutage: false });
  }

  private async waitForForgotten(taken: TakenRender): Promise<void> {
    const knownAt = taken.render.providerSeenAt ?? (await this.acceptedAt(taken.render));
    if (secondsSince(knownAt) > FORGOTTEN_SECONDS)
      return this.settlement.fail(taken, faultOf(renderFailed('The provider lost the render.')));
    return this.retryLater(taken, { seconds: FORGOTTEN_PAUSE_SECONDS });
  }

  /** When the provider accepted the render, which may have waited for it for hours. */
  private async acceptedAt({ id, createdAt }: Render): Promise<Date> {
    return (await renderSubmissions.latestAt(this.dataSource, id)) ?? createdAt;
  }

  /** @param seen the provider's report */
  private async waitForProvider(taken: TakenRender, seen: SeenRender): Promise<void> {
    const waited = secondsSince(await this.acceptedAt(taken.render));
    if (waited > Math.max(SHORTEST_PATIENCE_SECONDS, taken.render.heldSeconds * 10))
      return this.settlement.fail(taken, faultOf(renderTimedOut()));
    return this.pollAgain(taken, seen, between(1, waited / 10, 30));
  }

  private async pollAgain({ lease, render }: TakenRender, seen: SeenRender, askInSeconds: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.followRemote(lease, { ...seen, askInSeconds }, manager);
      await this.publisher.publish(
        observeRender,
        { renderId: render.id, epoch: lease.epoch },
        { manager, delayMs: askInSeconds * 1_000 },
      );
    });
  }

  private async finish(
    taken: TakenRender,
    providerRenderId: string | null,
    state: Extract<ProviderState, { status: 'done' }>,
    held: HeldLease<RenderProgress>,
  ): Promise<LastWrite> {
    const { render, lease } = taken;
    const { output } = state;
    try {
      held.report({ stage: 'transferring', progress: 0.95 });
      if (output.kind === 'urls')
        render.providerOutput = { video: output.video, poster: output.poster, thumbnail: output.thumbnail };
      await this.leases.beginTransfer(lease, render.providerOutput);
      if (await this.transfer.awaitsCopy(render, output)) {
        const seen = { id: providerRenderId ?? '', stage: 'saving', progress: 0.95 } as const;
        return () => this.pollAgain(taken, seen, COPY_PAUSE_SECONDS);
      }
      const files = await this.transfer.store(render, state, held.signal);
      return () => this.settlement.complete(taken, files);
    } finally {
      if (output.kind === 'files') await output.discard();
    }
  }
}

/** The edit or its sources are at fault: another attempt would end the same way. */
const isEditFault = (error: unknown): error is AppError => error instanceof AppError && error.kind === 'invalid';

/** Processor seconds of a render that was stopped for its cost. */
const overrunOf = (error: AppError): number | null =>
  renderTooExpensive.is(error) ? Number(error.options.extra?.processor_seconds ?? 0) : null;

function faultOf({ code, message, options }: AppError): RenderFault {
  return { code, message, ...(options.errors && options.errors.length > 0 && { errors: options.errors }) };
}
