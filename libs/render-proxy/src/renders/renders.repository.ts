import { randomBytes } from 'node:crypto';
import { changesOne, type Owner, ownedBy, type Page, prepared, readPage, type Statement } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, IsNull, Repository } from 'typeorm';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import { editStorageFull } from '../render-proxy.errors';
import { Render, type RenderStatus } from './render.entity';

/** Seconds after which a render that no worker has taken is published again. */
const PICK_UP_SECONDS = 60;
/** For edits up to this many bytes the limit on requests is sufficient. */
const SMALL_EDIT = 65_536;
const FORGET_OLD_EDITS = prepared(`with kept as (
    select id, finished_at, sum(request_bytes) over (order by created_at desc, id desc) as total
    from renders where user_id = $1 and request is not null
  ) update renders set request = null from kept where renders.id = kept.id and kept.finished_at is not null and kept.total > $2`);

/** What a new render brings; the database adds the rest. */
const COLUMNS = [
  'id',
  'user_id',
  'created_by',
  'api_key_id',
  'batch_id',
  'batch_index',
  'provider',
  'warnings',
  'request',
  'request_bytes',
  'callback_url',
  'callback_token',
  'format',
  'pricing',
  'held_seconds',
  'hold_id',
  'reserved',
  'storage',
  'object_key',
  'queue_priority',
  'is_short',
] as const;
const INSERT_BATCH = prepared('insert into render_batches (id, user_id) values ($1, $2)');
const INSERT = prepared(`insert into renders (${COLUMNS.join(', ')}, deadline_at)
  values (${COLUMNS.map((_, place) => `$${place + 1}`).join(', ')}, clock_timestamp() + interval '${PICK_UP_SECONDS} seconds')`);

export type NewRender = Pick<
  Render,
  | 'id'
  | 'createdBy'
  | 'apiKeyId'
  | 'provider'
  | 'request'
  | 'warnings'
  | 'callbackUrl'
  | 'format'
  | 'pricing'
  | 'heldSeconds'
  | 'holdId'
  | 'reserved'
  | 'storage'
  | 'objectKey'
  | 'queuePriority'
  | 'isShort'
>;

export interface RenderFilter {
  statuses?: readonly RenderStatus[];
  from?: Date;
  to?: Date;
}

/** Renders as their owner sees them; `RenderLeasesRepository` has the workers' changes. */
@Injectable()
export class RendersRepository {
  constructor(
    @InjectRepository(Render) private readonly rows: Repository<Render>,
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /**
   * The statements that insert renders, for a transaction with more of them.
   * @param batchId of the batch that the renders make up, in this order
   * @throws edit_storage_full
   */
  async insertions(owner: Owner, renders: readonly NewRender[], batchId?: string): Promise<Statement[]> {
    const rows = renders.map((render, index) =>
      rowOf(owner, render, batchId === undefined ? undefined : { batchId, index }),
    );
    const large = rows
      .map((row) => row.request_bytes)
      .filter((bytes) => bytes > SMALL_EDIT)
      .reduce((sum, bytes) => sum + bytes, 0);
    return [
      ...(large > 0 ? [await this.room(owner, large)] : []),
      ...(batchId === undefined ? [] : [{ text: INSERT_BATCH, values: [batchId, owner.ownerId] }]),
      ...rows.map((row) => ({ text: INSERT, values: COLUMNS.map((column) => row[column]) })),
    ];
  }

  /**
   * The statement that makes room for edits. Concurrent requests together may exceed the limit, but only by what one
   * account may send at a time.
   */
  private async room({ ownerId }: Owner, bytes: number): Promise<Statement> {
    const limit = this.config.RENDER_EDITS_MB * 2 ** 20;
    const [unfinished] = await this.rows.query<[{ bytes: string }]>(
      'select coalesce(sum(request_bytes), 0) as bytes from renders where user_id = $1 and finished_at is null',
      [ownerId],
    );
    if (Number(unfinished.bytes) + bytes > limit)
      throw editStorageFull(
        `The edits of unfinished renders may have at most ${this.config.RENDER_EDITS_MB} MB in total.`,
      );
    return { text: FORGET_OLD_EDITS, values: [ownerId, limit - bytes] };
  }

  /** Null for one that does not exist, was deleted, or belongs to another account. */
  find(owner: Owner, id: string): Promise<Render | null> {
    return this.rows.findOneBy(visibleTo(owner, { id }));
  }

  /** With the edit as it was sent. */
  findWithRequest(owner: Owner, id: string): Promise<Render | null> {
    return this.rows.createQueryBuilder('render').addSelect('render.request').where(visibleTo(owner, { id })).getOne();
  }

  /** By the provider's id. */
  findAtProvider(owner: Owner, providerRenderId: string): Promise<Render | null> {
    return this.rows.findOneBy(visibleTo(owner, { providerRenderId }));
  }

  /** The one whose callback address ends in `token`. */
  findByCallbackToken(token: string): Promise<Render | null> {
    return this.rows.findOneBy({ callbackToken: token });
  }

  /** Newest first. */
  list(
    owner: Owner,
    { statuses, from, to }: RenderFilter,
    page: { limit: number; cursor?: string },
  ): Promise<Page<Render>> {
    const query = this.rows.createQueryBuilder('render').where(visibleTo(owner));
    if (statuses) query.andWhere('render.status in (:...statuses)', { statuses });
    if (from) query.andWhere('render.createdAt >= :from', { from });
    if (to) query.andWhere('render.createdAt < :to', { to });
    return readPage(query, page);
  }

  /** In the order of the request; empty for a batch that does not exist and for one of another account. */
  batch(owner: Owner, batchId: string): Promise<Render[]> {
    return this.rows.find({ where: visibleTo(owner, { batchId }), order: { batchIndex: 'ASC' } });
  }

  /** The renders of `ids`, of any owner, for a process that watches renders of several accounts. */
  some(ids: readonly string[]): Promise<Render[]> {
    return this.rows.findBy({ id: In(ids) });
  }

  /**
   * Requests the cancellation of an unfinished render; the worker that holds it notices within two seconds. Returns
   * whether the render was unfinished.
   */
  async requestCancel(owner: Owner, id: string, manager: EntityManager): Promise<boolean> {
    return changesOne(
      manager,
      `update renders set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
       where id = $1 and user_id = $2 and finished_at is null and deleted_at is null`,
      [id, owner.ownerId],
    );
  }

  /**
   * Hides a render from everybody and, while it is unfinished, requests its cancellation. The caller publishes the job
   * that erases it.
   * @returns what it was before; undefined for one that does not exist or belongs to another account
   */
  async markDeleted(
    owner: Owner,
    id: string,
    manager: EntityManager,
  ): Promise<{ wasDeleted: boolean; wasFinished: boolean } | undefined> {
    const [before] = await manager.query<{ wasDeleted: boolean; wasFinished: boolean }[]>(
      `select deleted_at is not null as "wasDeleted", finished_at is not null as "wasFinished" from renders
       where id = $1 and user_id = $2 for no key update`,
      [id, owner.ownerId],
    );
    if (before && !before.wasDeleted)
      await manager.query(
        `update renders set deleted_at = clock_timestamp(), updated_at = clock_timestamp(), erased_at = null,
           cancel_requested_at = case when finished_at is null then coalesce(cancel_requested_at, clock_timestamp()) else cancel_requested_at end
         where id = $1`,
        [id],
      );
    return before;
  }
}

function rowOf(
  owner: Owner,
  render: NewRender,
  batch: { batchId: string; index: number } | undefined,
): Record<(typeof COLUMNS)[number], Statement['values'][number]> & { request_bytes: number } {
  const request = JSON.stringify(render.request);
  return {
    id: render.id,
    user_id: owner.ownerId,
    created_by: render.createdBy,
    api_key_id: render.apiKeyId,
    batch_id: batch?.batchId ?? null,
    batch_index: batch?.index ?? null,
    provider: render.provider,
    warnings: JSON.stringify(render.warnings),
    request,
    request_bytes: Buffer.byteLength(request),
    callback_url: render.callbackUrl,
    callback_token: randomBytes(32).toString('base64url'),
    format: render.format,
    pricing: render.pricing,
    held_seconds: render.heldSeconds,
    hold_id: render.holdId,
    reserved: render.reserved,
    storage: render.storage,
    object_key: render.objectKey,
    queue_priority: render.queuePriority,
    is_short: render.isShort,
  };
}

/** Restricts a query to the rows of an owner that the owner has not deleted. */
const visibleTo = (owner: Owner, where?: Parameters<typeof ownedBy<Render>>[1]) =>
  ownedBy<Render>(owner, { ...where, deletedAt: IsNull() });
