import { Readable } from 'node:stream';
import { newId } from '@app/core';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DataSource } from 'typeorm';
import { ObjectStores } from './object-stores';
import type { StorageProvider } from './storage-provider';

const RENEW_EVERY_MS = 60_000;
/** A process with an older marker has ended or cannot write. */
const FRESH = sql`interval '3 minutes'`;
/** Maximum number of markers examined for one report, newest first. */
const MOST_LOOKED_AT = 5;

const keyOf = (processId: string) => `system/processes/${processId}`;

/**
 * Checks that all processes of an installation use the same stores. Each process writes a marker into its stores and
 * records it in the database; the others look for it. With separate folders, videos would be rendered and charged, but
 * nobody could fetch them.
 */
@Injectable()
export class StoreMarkersService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(StoreMarkersService.name);
  private readonly processId = newId();
  private timer?: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly stores: ObjectStores,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    const renew = () => {
      this.writing = this.write();
    };
    renew();
    this.timer = setInterval(renew, RENEW_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    await this.forget(sql`process_id = ${this.processId}`).catch((error: Error) => this.logger.debug(error.message));
  }

  /** The number of other running processes that keep objects of this store where we cannot read them. */
  async countUnreadable(store: StorageProvider): Promise<number> {
    const { text, values } =
      sql`select process_id from store_markers where store = ${store.name} and process_id <> ${this.processId} and written_at > clock_timestamp() - ${FRESH} order by written_at desc limit ${MOST_LOOKED_AT}`;
    const rows = await this.dataSource.query<{ process_id: string }[]>(text, values);
    const found = await Promise.all(rows.map(({ process_id: id }) => store.head(keyOf(id))));
    return found.filter((object) => object === undefined).length;
  }

  /** Writes the object first, so that a reader of the row always finds it. */
  private async write(): Promise<void> {
    try {
      for (const store of new Set([this.stores.renders, this.stores.sources])) {
        const body = Readable.from([Buffer.from(this.processId)]);
        await store.put(
          keyOf(this.processId),
          { stream: body, size: this.processId.length },
          { contentType: 'text/plain' },
        );
        const { text, values } =
          sql`insert into store_markers (process_id, store) values (${this.processId}, ${store.name}) on conflict (process_id, store) do update set written_at = clock_timestamp()`;
        await this.dataSource.query(text, values);
      }
      await this.forget(sql`written_at < clock_timestamp() - ${FRESH}`);
    } catch (error) {
      this.logger.debug(`the marker could not be written: ${(error as Error).message}`);
    }
  }

  /** Deletes the row first, for the same reason. A marker in a folder that we cannot see stays there. */
  private async forget(condition: typeof FRESH): Promise<void> {
    const { text, values } = sql`delete from store_markers where ${condition} returning process_id, store`;
    const [gone] = await this.dataSource.query<[{ process_id: string; store: string }[], number]>(text, values);
    for (const { process_id: id, store } of gone) await this.stores.deleteAll(store, [keyOf(id)]);
  }
}
