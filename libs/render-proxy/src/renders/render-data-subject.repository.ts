import { readAll } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { WITHOUT_CONTENTS } from './render-contents';

interface Section {
  ids: string;
  /** One row. With its edit it may have 10 MB, so rows are read one at a time. */
  row: string;
}

const RENDER_IDS = 'select id, created_at from renders where user_id = $1';
/** What this lib stores about a person, section by section. */
const SECTIONS: Record<string, Section> = {
  renders: {
    ids: RENDER_IDS,
    row: `select id, status, format, request, warnings, callback_url, seconds, size_bytes, reserved, charged, error, created_at, finished_at, expires_at, erased_at
          from renders where id = $1`,
  },
  templates: {
    ids: 'select id, created_at from render_templates where user_id = $1',
    row: 'select id, name, template, created_at, updated_at from render_templates where id = $1',
  },
  sources: {
    ids: 'select id, created_at from ingest_sources where user_id = $1',
    row: `select id, kind, status, input_url, callback_url, size_bytes, width, height, seconds, fps, renditions, error, created_at
          from ingest_sources where id = $1`,
  },
};

/** Renders that one statement empties: those of an account may be too many for its time limit. */
const AT_ONCE = 1_000;

/** Files of a finished render that are still in storage. */
export interface StoredRender {
  id: string;
  storage: string;
  objectKey: string;
}

/** Renders, templates and sources of one person: for the export archive, and for the end of the account. */
@Injectable()
export class RenderDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rows by section, in JSON form. Token amounts are millionths. */
  of(userId: string): Record<string, AsyncIterable<object>> {
    return Object.fromEntries(Object.entries(SECTIONS).map(([name, section]) => [name, this.rowsOf(section, userId)]));
  }

  private async *rowsOf({ ids, row }: Section, userId: string): AsyncGenerator<object> {
    for await (const { id } of idsOf(ids, userId, this.dataSource.manager))
      yield* await this.dataSource.query<object[]>(row, [id]);
  }

  /** Requests the end of every unfinished render; returns those that have not ended yet. */
  async cancelAll(userId: string): Promise<string[]> {
    const [rows] = await this.dataSource.query<[{ id: string }[], number]>(
      `update renders set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) where user_id = $1 and finished_at is null returning id`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Finished renders with files or segments, a few at a time; empty when everything is gone. */
  stored(userId: string, limit: number): Promise<StoredRender[]> {
    return this.dataSource.query<StoredRender[]>(
      `select id, storage, object_key as "objectKey" from renders where user_id = $1
         and (erased_at is null and finished_at is not null or exists (select 1 from render_plans where render_id = renders.id)) order by id limit $2`,
      [userId, limit],
    );
  }

  /**
   * Renders stay for billing, without what the person wrote. Sources are deleted as if the user had deleted them;
   * maintenance deletes their files.
   */
  async erase(userId: string, manager: EntityManager): Promise<void> {
    await this.empty(userId, manager);
    await manager.query('delete from render_templates where user_id = $1', [userId]);
    await manager.query('delete from ingest_usage where user_id = $1', [userId]);
    await manager.query(
      `update ingest_sources set status = 'deleted', lease_epoch = lease_epoch + 1, lease_until = null, input_url = case when kind = 'direct' then null else '' end,
         callback_url = null, waiting_for = null, finished_at = coalesce(finished_at, clock_timestamp()), deadline_at = clock_timestamp(), updated_at = clock_timestamp()
       where user_id = $1 and status <> 'deleted'`,
      [userId],
    );
  }

  private async empty(userId: string, manager: EntityManager): Promise<void> {
    const statement = `update renders set ${WITHOUT_CONTENTS} where id = any($1)`;
    let batch: string[] = [];
    for await (const { id } of idsOf(RENDER_IDS, userId, manager)) {
      if (batch.push(id) < AT_ONCE) continue;
      await manager.query(statement, [batch]);
      batch = [];
    }
    await manager.query(statement, [batch]);
  }
}

const idsOf = (select: string, userId: string, manager: EntityManager): AsyncGenerator<{ id: string }> =>
  readAll(manager, { select, parameters: [userId], key: { created_at: 'timestamptz', id: 'uuid' } });
