import { type AppError, requestContext } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { failureClassOf } from '../platform-failure';
import type { PublicationStep } from './publication';

const MOST_EVENTS = 500;
const LONGEST_DETAIL = 500;

/** One line of the journal of a publication. */
export interface PublicationEvent {
  id: string;
  step: PublicationStep;
  /** `started`, `done`, `failed`, the platform's answer, or the new state. */
  outcome: string;
  /** The former state; null unless the entry is a change of state. */
  fromStatus: string | null;
  failureClass: string | null;
  platformCode: string | null;
  platformStatus: number | null;
  platformTraceId: string | null;
  detail: string | null;
  requestId: string | null;
  at: Date;
}

interface NewEvent {
  step: PublicationStep;
  outcome: string;
  detail?: string;
  error?: unknown;
}

interface PlatformFacts {
  platform_code?: string;
  platform_status?: number | null;
  platform_trace_id?: string;
}

/** The journal of publications, in order; entries never change. */
@Injectable()
export class PublicationEventsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async append(
    { id, epoch }: { id: string; epoch: number },
    { step, outcome, detail, error }: NewEvent,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const facts = ((error as AppError | undefined)?.options?.extra ?? {}) as PlatformFacts;
    await manager.query(
      `insert into publication_events (publication_id, step, outcome, detail, failure_class, platform_code, platform_status,
         platform_trace_id, request_id, epoch) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        step,
        outcome,
        detail?.slice(0, LONGEST_DETAIL) ?? null,
        failureClassOf(error) ?? null,
        facts.platform_code ?? null,
        facts.platform_status ?? null,
        facts.platform_trace_id ?? null,
        requestContext()?.requestId ?? null,
        epoch,
      ],
    );
  }

  /** A change by the owner, between the runs of workers. */
  async appendChange(id: string, detail: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into publication_events (publication_id, step, outcome, detail, request_id, epoch)
       select id, 'change', 'done', $2, $3, lease_epoch from publications where id = $1`,
      [id, detail.slice(0, LONGEST_DETAIL), requestContext()?.requestId ?? null],
    );
  }

  /** Records the intention of a step that must not be repeated. False when it was begun before for this post. */
  async begin({ id, epoch }: { id: string; epoch: number }, step: PublicationStep, postId: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `insert into publication_events (publication_id, step, outcome, detail, request_id, epoch)
       values ($1, $2, 'started', $3, $4, $5) on conflict do nothing returning id`,
      [id, step, postId, requestContext()?.requestId ?? null, epoch],
    );
    return rows.length === 1;
  }

  /** How many entries of this kind were made since the post failed last, or since it was created. */
  async count(
    publicationId: string,
    {
      step = null,
      outcome,
      codes = null,
    }: { step?: PublicationStep | null; outcome: string; codes?: readonly string[] | null },
  ): Promise<number> {
    const [{ count }] = await this.dataSource.query<[{ count: number }]>(
      `select count(*)::int as count from publication_events
       where publication_id = $1 and outcome = $3 and ($2::text is null or step = $2) and ($4::text[] is null or platform_code = any($4))
         and id > coalesce((
           select max(id) from publication_events where publication_id = $1 and step = 'status' and outcome = 'failed'
         ), 0)`,
      [publicationId, step, outcome, codes],
    );
    return count;
  }

  /** In order; only the latest ones when there are very many. */
  async of(publicationId: string): Promise<PublicationEvent[]> {
    const rows = await this.dataSource.query<PublicationEvent[]>(
      `select id, step, outcome, from_status as "fromStatus", failure_class as "failureClass", platform_code as "platformCode",
         platform_status as "platformStatus", platform_trace_id as "platformTraceId", detail, request_id as "requestId", created_at as at
       from publication_events where publication_id = $1 order by publication_events.id desc limit ${MOST_EVENTS}`,
      [publicationId],
    );
    return rows.reverse();
  }
}
