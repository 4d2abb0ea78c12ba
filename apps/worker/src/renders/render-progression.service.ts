import { AppError, rowLeaseLost } from '@app/core';
import { JobPublisherService, observeRender, runRender, workerStopping } from '@app/jobs';
import {
  type ProviderStage,
  type ProviderState,
  type RenderFault,
  RenderLeasesRepository,
  renderCancelled,
  renderFailed,
  renderProviderUnavailable,
  renderSubmissionUnknown,
  renderTimedOut,
  type TakenRender,
} from '@app/render-proxy';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RenderPulse } from './render-pulse';
import { RenderSettlementService } from './render-settlement.service';
import { RenderTransferService } from './render-transfer.service';

/** Runs that ended in a fault of ours before a render is given up. */
const MAX_ATTEMPTS = 3;
/** How long a render waits for a provider that is away, and for one that never finishes. */
const GIVE_UP_SECONDS = 24 * 3_600;
const SHORTEST_PATIENCE_SECONDS = 1_800;
/** A provider that suddenly does not know a render any more may only be late. */
const FORGOTTEN_SECONDS = 120;
const FORGOTTEN_PAUSE_SECONDS = 10;
/** How long we wait for a sign of a submission whose answer got lost, before another one. */
export const UNKNOWN_SECONDS = 180;

const STAGE_PROGRESS: Readonly<Record<ProviderStage, number>> = {
  queued: 0.02,
  fetching: 0.1,
  rendering: 0.4,
  saving: 0.9,
};

const secondsSince = (date: Date): number => (Date.now() - date.getTime()) / 1_000;
const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** What comes next for a render, given what its provider says or what went wrong. */
@Injectable()
export class RenderProgressionService {
  private readonly logger = new Logger('Renders');

  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: RenderLeasesRepository,
    private readonly settlement: RenderSettlementService,
    private readonly transfer: RenderTransferService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @param providerRenderId of a remote provider; null when the render was made here */
  async follow(
    taken: TakenRender,
    providerRenderId: string | null,
    state: ProviderState,
    pulse: RenderPulse,
  ): Promise<void> {
    switch (state.status) {
      case 'done':
        return this.finish(taken, providerRenderId, state, pulse);
      case 'failed':
        await pulse.stop();
        return this.settlement.fail(taken, faultOf(renderFailed(state.reason)));
      case 'unknown':
        await pulse.stop();
        if (secondsSince(taken.render.updatedAt) > FORGOTTEN_SECONDS)
          return this.settlement.fail(taken, faultOf(renderFailed('The provider lost the render.')));
        // Nothing is written about the render, so that the time since its last sign goes on.
        return this.tryLater(taken, FORGOTTEN_PAUSE_SECONDS, 0);
      default:
        await pulse.stop();
        return this.askAgain(
          taken,
          providerRenderId ?? '',
          state.status,
          state.progress ?? STAGE_PROGRESS[state.status],
        );
    }
  }

  /**
   * Whatever is thrown while a render is worked on. Throws again what the queue has to know.
   * @param counted whether taking it up counted as an attempt
   */
  async recover(taken: TakenRender, error: unknown, { counted }: { counted: boolean }): Promise<void> {
    const { lease, render } = taken;
    const [asNothing, asFault] = counted ? [-1, 0] : [0, 1];
    if (workerStopping.is(error)) {
      await this.dataSource.transaction((manager) => this.leases.layDown(lease, 0, asNothing, manager));
      throw error;
    }
    if (rowLeaseLost.is(error)) return;
    if (renderCancelled.is(error)) return this.settlement.cancel(taken);
    if (renderSubmissionUnknown.is(error)) return this.tryLater(taken, UNKNOWN_SECONDS, asNothing);
    if (isEditFault(error) || renderTimedOut.is(error)) return this.settlement.fail(taken, faultOf(error));
    const age = secondsSince(render.createdAt);
    if (error instanceof AppError && error.kind === 'unavailable') {
      if (age > GIVE_UP_SECONDS) return this.settlement.fail(taken, faultOf(renderProviderUnavailable()));
      return this.tryLater(taken, error.options.retryAfterSeconds ?? between(5, age / 10, 300), asNothing);
    }
    this.logger.warn('a render was interrupted', { render: render.id, attempts: render.attempts, err: error });
    if (render.attempts + asFault >= MAX_ATTEMPTS) return this.settlement.fail(taken, faultOf(renderFailed()));
    return this.tryLater(taken, 2 * (render.attempts + asFault), asFault);
  }

  /** Lays the render down; it is taken up again later. */
  async tryLater({ lease, render }: TakenRender, seconds: number, attempts: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.leases.layDown(lease, seconds, attempts, manager);
      const plan = { manager, delayMs: seconds * 1_000 };
      if (render.providerRenderId)
        await this.publisher.publish(observeRender, { renderId: render.id, epoch: lease.epoch }, plan);
      else await this.publisher.publish(runRender, { renderId: render.id }, plan);
    });
  }

  private async askAgain(taken: TakenRender, id: string, stage: ProviderStage, progress: number): Promise<void> {
    const { lease, render } = taken;
    const age = secondsSince(render.createdAt);
    if (age > Math.max(SHORTEST_PATIENCE_SECONDS, render.heldSeconds * 10))
      return this.settlement.fail(taken, faultOf(renderTimedOut()));
    const askInSeconds = between(1, age / 10, 30);
    await this.dataSource.transaction(async (manager) => {
      await this.leases.followRemote(lease, { id, stage, progress, askInSeconds }, manager);
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
    pulse: RenderPulse,
  ): Promise<void> {
    const { render, lease } = taken;
    try {
      pulse.report('transferring', 0.95);
      const { output } = state;
      await this.leases.beginTransfer(
        lease,
        output.kind === 'urls' ? { video: output.video, poster: output.poster, thumbnail: output.thumbnail } : null,
      );
      if (await this.transfer.awaitsCopy(render, output)) {
        await pulse.stop();
        return await this.askAgain(taken, providerRenderId ?? '', 'saving', 0.95);
      }
      const files = await this.transfer.store(render, state, pulse.signal);
      await pulse.stop();
      await this.settlement.complete(taken, files);
    } finally {
      if (state.output.kind === 'files') await state.output.discard();
    }
  }
}

/** The edit or its sources are to blame: trying again would end the same way. */
const isEditFault = (error: unknown): error is AppError => error instanceof AppError && error.kind === 'invalid';

function faultOf({ code, message, options }: AppError): RenderFault {
  return { code, message, ...(options.errors && options.errors.length > 0 && { errors: options.errors }) };
}
