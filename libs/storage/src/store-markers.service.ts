import { Readable } from 'node:stream';
import { backoffMs, newId } from '@app/core';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DataSource } from 'typeorm';
import { ObjectStores } from './object-stores';
import type { StorageProvider } from './storage-provider';

const RENEW_EVERY_MS = 60_000;
/** Pauses while a store refuses the marker, so that its health is right soon after the fault has ended. */
const REFUSED_PAUSES = { firstMs: 4_000, maxMs: RENEW_EVERY_MS };
/** A process with an older marker has ended or cannot write. */
const FRESH = sql`interval '3 minutes'`;
/** Maximum number of markers examined for one report, newest first. */
const MOST_LOOKED_AT = 5;

const keyOf = (processId: string) => `system/processes/${processId}`;

/**
 * Checks that all processes of an installation use the same stores. Each process writes a marker into its stores and
 * records it in the database; the others look for it. With separate folders, videos would be rendered and charged, but
 * nobody could fetch them. The marker also proves that the process can write.
 */
@Injectable()
export class StoreMarkersService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(StoreMarkersService.name);
  private readonly processId = newId();
  private timer?: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();
  private stopped = false;
  private failuresInARow = 0;
  /** Why a store refused the last marker, by its name. */
  private readonly faults = new Map<string, Error>();

  constructor(
    private readonly stores: ObjectStores,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.renew();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.writing;
    await this.forget(sql`process_id = ${this.processId}`).catch((error: Error) => this.logger.debug(error.message));
  }

  /** Why this process could not write its last marker to this store; undefined if it could. */
  faultOf({ name }: StorageProvider): Error | undefined {
    return this.faults.get(name);
  }

  /** The number of other running processes that keep objects of this store where we cannot read them. */
  async countUnreadable(store: StorageProvider): Promise<number> {
    const { text, values } =
      sql`select process_id from store_markers where store = ${store.name} and process_id <> ${this.processId} and written_at > clock_timestamp() - ${FRESH} order by written_at desc limit ${MOST_LOOKED_AT}`;
    const rows = await this.dataSource.query<{ process_id: string }[]>(text, values);
    const found = await Promise.all(rows.map(({ process_id: id }) => store.head(keyOf(id))));
    return found.filter((object) => object === undefined).length;
  }

  private renew(): void {
    this.writing = this.write().then(() => {
      this.failuresInARow = this.faults.size > 0 ? this.failuresInARow + 1 : 0;
      const pause = this.faults.size > 0 ? backoffMs(this.failuresInARow, REFUSED_PAUSES) : RENEW_EVERY_MS;
      if (!this.stopped) this.timer = setTimeout(() => this.renew(), pause).unref();
    });
  }

  private async write(): Promise<void> {
    try {
      for (const store of new Set([this.stores.renders, this.stores.sources])) await this.writeTo(store);
      await this.forget(sql`written_at < clock_timestamp() - ${FRESH}`);
    } catch (error) {
      this.logger.debug(`the marker could not be recorded: ${(error as Error).message}`);
    }
  }

  /** Writes the object first, so that a reader of the row always finds it. */
  private async writeTo(store: StorageProvider): Promise<void> {
    const body = Readable.from([Buffer.from(this.processId)]);
    const source = { stream: body, size: this.processId.length };
    try {
      await store.put(keyOf(this.processId), source, { contentType: 'text/plain' });
      this.faults.delete(store.name);
    } catch (error) {
      if (!this.faults.has(store.name))
        this.logger.warn(`${store.name} cannot be written: ${(error as Error).message}`);
      this.faults.set(store.name, error as Error);
      return;
    }
    const { text, values } =
      sql`insert into store_markers (process_id, store) values (${this.processId}, ${store.name}) on conflict (process_id, store) do update set written_at = clock_timestamp()`;
    await this.dataSource.query(text, values);
  }

  /** Deletes the row first, for the same reason. A marker in a folder that we cannot see stays there. */
  private async forget(condition: typeof FRESH): Promise<void> {
    const { text, values } = sql`delete from store_markers where ${condition} returning process_id, store`;
    const [gone] = await this.dataSource.query<[{ process_id: string; store: string }[], number]>(text, values);
    for (const { process_id: id, store } of gone) await this.stores.deleteAll(store, [keyOf(id)]);
  }
}
