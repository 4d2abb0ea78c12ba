import {
  changesOne,
  type Lease,
  newId,
  notFound,
  type Owner,
  ownedBy,
  RowLeases,
  randomSecret,
  rowLeaseHeld,
  secondsFromNow,
  sha256,
} from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import sql from 'sql-template-tag';
import { type EntityManager, In, Not, Repository } from 'typeorm';
import { sourceInTransfer } from '../render-proxy.errors';
import type { RenditionOrder } from './rendition';
import { type IngestKind, Source } from './source.entity';
import { assertRoomForBytes, assertRoomForSource } from './source-room';

const DIRECT_SECONDS = 3_600;
/** Seconds after which a source that no worker has taken is published again. */
export const PICK_UP_SECONDS = 60;

const leases = new RowLeases('ingest_sources');
const AWAITED = sql`received_at is null and status = 'queued'`;

export interface NewSource {
  kind: IngestKind;
  /** Name of the store. */
  storage: string;
  inputUrl?: string;
  externalId?: string;
  callbackUrl?: string;
  renditions?: readonly RenditionOrder[];
}

/** Sources as their owner sees them; `SourceLeasesRepository` has the workers' changes. */
@Injectable()
export class SourcesRepository {
  constructor(@InjectRepository(Source) private readonly rows: Repository<Source>) {}

  /**
   * @returns the row with the secret part of the URL for a direct source
   * @throws too_many_sources
   */
  async create(
    owner: Owner,
    source: NewSource,
    manager: EntityManager,
  ): Promise<{ source: Source; directToken?: string }> {
    await assertRoomForSource(owner, manager);
    const id = newId();
    const directToken = source.kind === 'direct' ? randomSecret() : undefined;
    const renditions = (source.renditions ?? []).map((transformation) => ({
      id: newId(),
      status: 'queued',
      transformation,
    }));
    await manager.query(
      `insert into ingest_sources (id, user_id, kind, storage, input_url, external_id, callback_url, renditions, direct_token_hash, direct_expires_at, deadline_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9::bytea,
         case when $3 = 'direct' then clock_timestamp() + interval '${DIRECT_SECONDS} seconds' end,
         case when $3 <> 'direct' then clock_timestamp() + interval '${PICK_UP_SECONDS} seconds' end)`,
      [
        id,
        owner.ownerId,
        source.kind,
        source.storage,
        source.inputUrl,
        source.externalId,
        source.callbackUrl,
        JSON.stringify(renditions),
        directToken && sha256(directToken),
      ],
    );
    return { source: await manager.findOneByOrFail(Source, { id }), directToken };
  }

  /** Null for one that does not exist and for one of another account. */
  find(owner: Owner, id: string): Promise<Source | null> {
    return this.rows.findOneBy(ownedBy<Source>(owner, { id, kind: In(['source', 'direct']) }));
  }

  /** By our id or by the client's own; the newest one, because a client may use an id more than once. */
  findTransfer(owner: Owner, id: string): Promise<Source | null> {
    const query = this.rows.createQueryBuilder('source').where(ownedBy<Source>(owner, { kind: 'transfer' }));
    return query
      .andWhere('(source.id::text = :id or source.externalId = :id)', { id })
      .orderBy('source.createdAt', 'DESC')
      .addOrderBy('source.id', 'DESC')
      .limit(1)
      .getOne();
  }

  /** All of them, newest first. */
  list(owner: Owner): Promise<Source[]> {
    const where = ownedBy<Source>(owner, { kind: In(['source', 'direct']), status: Not('deleted') });
    return this.rows.find({ where, order: { createdAt: 'DESC', id: 'DESC' } });
  }

  /**
   * Deletes it for its owner and takes it from the worker that holds it; its files are deleted afterwards. False when
   * it was already deleted.
   */
  async remove(owner: Owner, id: string, manager: EntityManager): Promise<boolean> {
    return changesOne(
      manager,
      `update ingest_sources set status = 'deleted', lease_epoch = lease_epoch + 1, lease_until = null, waiting_for = null,
         finished_at = coalesce(finished_at, clock_timestamp()), updated_at = clock_timestamp(), deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'
       where id = $1 and user_id = $2 and status <> 'deleted'`,
      [id, owner.ownerId],
    );
  }

  /** The direct source that this secret belongs to, while its URL is valid. */
  findAwaited(directToken: string): Promise<Source | null> {
    const query = this.rows
      .createQueryBuilder('source')
      .where('source.direct_token_hash = :hash', { hash: sha256(directToken) });
    return query
      .andWhere(
        `source.received_at is null and source.direct_expires_at > clock_timestamp() and source.status = 'queued'`,
      )
      .getOne();
  }

  /**
   * Claims a direct source for the request that sends its file.
   * @throws source_in_transfer while another request sends it, not_found when it has arrived
   */
  async beginTransfer(id: string, seconds: number): Promise<Lease> {
    const options = { condition: AWAITED };
    const lease = await leases.take(this.rows.manager, id, seconds, options).catch((error: unknown) => {
      throw rowLeaseHeld.is(error) ? sourceInTransfer(undefined, { retryAfterSeconds: seconds, cause: error }) : error;
    });
    if (!lease) throw notFound('The upload URL was already used.');
    return lease;
  }

  /** @throws AppError row_lease_lost */
  async renewTransfer(lease: Lease, seconds: number): Promise<void> {
    await leases.write(this.rows.manager, lease, sql`lease_until = ${secondsFromNow(seconds)}`, { condition: AWAITED });
  }

  /** Frees the URL for another request, unless one has already claimed it or the file has arrived. */
  async endTransfer({ id, epoch }: Lease): Promise<void> {
    await this.rows.query(
      'update ingest_sources set lease_until = null where id = $1 and lease_epoch = $2 and received_at is null',
      [id, epoch],
    );
  }

  /**
   * Marks a direct source as stored and frees it for a worker. False when another request was first or its owner has
   * deleted it.
   * @param bytes size of the file
   * @throws too_many_sources
   */
  async receive(owner: Owner, { id, epoch }: Lease, bytes: number, manager: EntityManager): Promise<boolean> {
    const isReceived = await changesOne(
      manager,
      `update ingest_sources set received_at = clock_timestamp(), stored_bytes = $3, updated_at = clock_timestamp(), lease_until = null,
         deadline_at = clock_timestamp() + interval '${PICK_UP_SECONDS} seconds'
       where id = $1 and lease_epoch = $2 and received_at is null and status = 'queued'`,
      [id, epoch, bytes],
    );
    if (isReceived) await assertRoomForBytes(owner, { id, bytes }, manager);
    return isReceived;
  }
}
