import { type Lease, RowLeases, rowLeaseLost } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ProviderStage, type RenderProviderName } from '../render-provider';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import { type ProviderOutput, RENDER_STATUSES, Render, type RenderFault, type RenderStatus } from './render.entity';

const leases = new RowLeases('renders');

/** Seconds that a render may stand still, after its lease or its next step is over, before it is published again. */
const SLACK_SECONDS = 10;
const BATCH = 200;
const STATUS_ORDER = `array['${RENDER_STATUSES.join("','")}']`;
const seconds = (parameter: string) => `${parameter}::float8 * interval '1 second'`;
/** Under the lease, and never again once the render has ended. */
const write = (
  runner: DataSource | EntityManager,
  lease: Lease,
  set: string,
  parameters: readonly unknown[],
): Promise<void> => leases.write(runner, lease, set, parameters, 'finished_at is null');
/** No more digits than a column of type real keeps. */
const rounded = (progress: number): number => Math.round(progress * 10_000) / 10_000;
/** When a stage began; one that passed between two reports began with the next one. */
const entered = (stage: RenderStatus) =>
  `${stage}_at = case when array_position(${STATUS_ORDER}, $1) >= ${RENDER_STATUSES.indexOf(stage) + 1} then coalesce(${stage}_at, clock_timestamp()) else ${stage}_at end`;
/** A stage is entered once, and never left for an earlier one. */
const ADVANCE = `
  status = case when array_position(${STATUS_ORDER}, $1) > array_position(${STATUS_ORDER}, status) then $1 else status end,
  progress = greatest(progress, $2::real),
  ${(['fetching', 'rendering', 'saving', 'transferring'] as const).map(entered).join(',\n  ')},
  updated_at = clock_timestamp()`;

export interface TakenRender {
  lease: Lease;
  /** With its request. */
  render: Render;
}

export interface FinishedFiles {
  seconds: number;
  sizeBytes: number;
  posterKey: string | null;
  thumbnailKey: string | null;
}

export interface OverdueRender {
  id: string;
  provider: RenderProviderName;
  providerRenderId: string | null;
  epoch: number;
}

/** What a worker does to a render. Every change carries the lease, so that a worker which lost it changes nothing. */
@Injectable()
export class RenderLeasesRepository {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * Undefined when it is finished or unknown, or when `counted` and its owner has as many running as one may have.
   * @param counted whether it starts now, and thus needs room among its owner's running renders
   * @param epoch take it only when nobody has since that one
   * @throws AppError row_lease_held
   */
  take(
    id: string,
    leaseSeconds: number,
    { counted, epoch }: { counted: boolean; epoch?: number | undefined },
  ): Promise<TakenRender | undefined> {
    return this.dataSource.transaction(async (manager) => {
      if (counted)
        await manager.query(
          `select pg_advisory_xact_lock(hashtextextended('renders ' || user_id, 0)) from renders where id = $1`,
          [id],
        );
      const room = `(select count(*) from renders other where other.user_id = renders.user_id and other.finished_at is null and other.id <> renders.id
                       and (other.lease_until > clock_timestamp() or other.provider_render_id is not null)) < ${this.config.RENDER_MAX_CONCURRENT_PER_USER}`;
      const set = `attempts = attempts + ${counted ? 1 : 0}, deadline_at = clock_timestamp() + interval '${leaseSeconds + SLACK_SECONDS} seconds'`;
      const untouched = epoch === undefined ? '' : ` and lease_epoch = ${Number(epoch)}`;
      const condition = `finished_at is null${untouched}${counted ? ` and (provider_render_id is not null or cancel_requested_at is not null or ${room})` : ''}`;
      const lease = await leases.take(manager, id, leaseSeconds, { set, condition });
      if (!lease) return undefined;
      const render = await manager
        .createQueryBuilder(Render, 'render')
        .addSelect('render.request')
        .where({ id })
        .getOneOrFail();
      return { lease, render };
    });
  }

  /**
   * Renews the lease and reports how far the render is.
   * @returns whether its owner wants it to end
   * @throws AppError row_lease_lost
   */
  async keepGoing(lease: Lease, leaseSeconds: number, stage: RenderStatus, progress: number): Promise<boolean> {
    const [rows] = await this.dataSource.query<[{ cancel: boolean }[], number]>(
      `update renders set ${ADVANCE}, lease_until = clock_timestamp() + ${seconds('$3')}, deadline_at = clock_timestamp() + ${seconds('($3 + ' + SLACK_SECONDS + ')')}
       where id = $4 and lease_epoch = $5 and finished_at is null returning cancel_requested_at is not null as cancel`,
      [stage, rounded(progress), leaseSeconds, lease.id, lease.epoch],
    );
    if (!rows[0]) throw rowLeaseLost(`another worker took over render ${lease.id}`);
    return rows[0].cancel;
  }

  /**
   * Lays a render down: somebody takes it up again after `delaySeconds`, or by reconciliation soon after that.
   * @param attempts how many more (or fewer) count as made
   */
  async layDown(lease: Lease, delaySeconds: number, attempts: number, manager: EntityManager): Promise<void> {
    const set = `lease_until = null, deadline_at = clock_timestamp() + ${seconds('$1')}, attempts = greatest(0, attempts + $2::smallint)`;
    await write(manager, lease, set, [delaySeconds + SLACK_SECONDS, attempts]);
  }

  /** A remote provider works on it: what it said, and when somebody asks again at the latest. */
  async followRemote(
    lease: Lease,
    state: { id: string; stage: ProviderStage; progress: number; askInSeconds: number },
    manager: EntityManager,
  ): Promise<void> {
    const set = `${ADVANCE}, provider_render_id = $3, lease_until = null, deadline_at = clock_timestamp() + ${seconds('$4')}`;
    await write(manager, lease, set, [
      state.stage,
      rounded(state.progress),
      state.id,
      state.askInSeconds + SLACK_SECONDS,
    ]);
  }

  /** The provider has finished; its copy serves until ours is complete. */
  async beginTransfer(lease: Lease, output: ProviderOutput | null): Promise<void> {
    await write(this.dataSource, lease, `${ADVANCE}, provider_output = coalesce($3::json, provider_output)`, [
      'transferring',
      0.95,
      output && JSON.stringify(output),
    ]);
  }

  async complete(lease: Lease, files: FinishedFiles, charged: number, manager: EntityManager): Promise<void> {
    const days = this.config.VIDEO_RETENTION_DAYS;
    await this.finish(
      manager,
      lease,
      `status = 'completed', progress = 1, seconds = $1, size_bytes = $2, poster_key = $3, thumbnail_key = $4, charged = $5,
       expires_at = ${days > 0 ? `clock_timestamp() + interval '${days} days'` : 'null'}`,
      [files.seconds, files.sizeBytes, files.posterKey, files.thumbnailKey, charged],
    );
  }

  async fail(lease: Lease, error: RenderFault, manager: EntityManager): Promise<void> {
    await this.finish(manager, lease, `status = 'failed', charged = 0, error = $1`, [JSON.stringify(error)]);
  }

  async cancel(lease: Lease, manager: EntityManager): Promise<void> {
    await this.finish(manager, lease, `status = 'cancelled', charged = 0`, []);
  }

  /** The longest waiting render of an owner that nobody works on. */
  async nextWaiting(userId: string, manager: EntityManager): Promise<string | undefined> {
    const rows = await manager.query<{ id: string }[]>(
      `select id from renders where user_id = $1 and finished_at is null and provider_render_id is null and status = 'queued' and attempts = 0
         and (lease_until is null or lease_until <= clock_timestamp()) order by created_at limit 1`,
      [userId],
    );
    return rows[0]?.id;
  }

  /** Those that stand still; moves their deadline. */
  async takeOverdue(manager: EntityManager): Promise<OverdueRender[]> {
    const [rows] = await manager.query<[OverdueRender[], number]>(
      `with overdue as materialized (
         select id from renders where finished_at is null and deadline_at < clock_timestamp()
         order by deadline_at limit ${BATCH} for update skip locked
       )
       update renders set deadline_at = clock_timestamp() + interval '60 seconds' from overdue where renders.id = overdue.id
       returning renders.id, provider, provider_render_id as "providerRenderId", lease_epoch as epoch`,
    );
    return rows;
  }

  /** Finished renders whose files have had their time; asked for again after an hour if they are still there. */
  async takeExpired(manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `with expired as materialized (
         select id from renders where erased_at is null and expires_at < clock_timestamp() and deadline_at < clock_timestamp()
         order by expires_at limit ${BATCH} for update skip locked
       )
       update renders set deadline_at = clock_timestamp() + interval '1 hour' from expired where renders.id = expired.id returning renders.id`,
    );
    return rows.map(({ id }) => id);
  }

  /** A finished render, for what happens after its end. */
  async finished(id: string): Promise<Render | null> {
    return this.dataSource.manager
      .createQueryBuilder(Render, 'render')
      .where('render.id = :id and render.finishedAt is not null', { id })
      .getOne();
  }

  async markErased(id: string): Promise<void> {
    await this.dataSource.query(
      `update renders set erased_at = coalesce(erased_at, clock_timestamp()), updated_at = clock_timestamp() where id = $1 and finished_at is not null`,
      [id],
    );
  }

  private async finish(manager: EntityManager, lease: Lease, set: string, parameters: unknown[]): Promise<void> {
    await write(
      manager,
      lease,
      `${set}, lease_until = null, finished_at = clock_timestamp(), updated_at = clock_timestamp()`,
      parameters,
    );
  }
}
