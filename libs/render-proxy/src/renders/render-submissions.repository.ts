import { counter } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Submissions of one render whose outcome stayed unknown, after which it is given up: each may cost us money, never the user. */
const MAX_SUBMISSIONS = 2;

const unknown = counter(
  'render_submissions_unknown_total',
  'Submissions to a render provider whose outcome stayed unknown',
  [],
);

export interface Submission {
  number: number;
  state: 'sent' | 'accepted' | 'refused' | 'unknown' | 'abandoned';
  providerRenderId: string | null;
  /** Since its last change. */
  ageSeconds: number;
}

/** The journal of what was sent to providers that ask money for it. */
@Injectable()
export class RenderSubmissionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The one that stands in the way of another. */
  async open(renderId: string, manager: EntityManager = this.dataSource.manager): Promise<Submission | undefined> {
    const rows = await manager.query<Submission[]>(
      `select number, state, provider_render_id as "providerRenderId", extract(epoch from clock_timestamp() - updated_at)::float8 as "ageSeconds"
       from render_submissions where render_id = $1 and state in ('sent', 'unknown', 'accepted')`,
      [renderId],
    );
    return rows[0];
  }

  /** Written before sending. Undefined when enough was tried. */
  async begin(renderId: string, manager: EntityManager = this.dataSource.manager): Promise<number | undefined> {
    const rows = await manager.query<{ number: number }[]>(
      `insert into render_submissions (render_id, number, state)
       select $1, coalesce(max(number), 0) + 1, 'sent' from render_submissions where render_id = $1
       having count(*) filter (where state = 'abandoned') < ${MAX_SUBMISSIONS}
       returning number`,
      [renderId],
    );
    return rows[0]?.number;
  }

  async accept(
    renderId: string,
    number: number,
    providerRenderId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    await this.write(renderId, number, 'accepted', providerRenderId, manager);
  }

  /** Surely nothing runs: the next one does not count as another. */
  async refuse(renderId: string, number: number, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await this.write(renderId, number, 'refused', null, manager);
  }

  async leaveUnknown(
    renderId: string,
    number: number,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    await this.write(renderId, number, 'unknown', null, manager);
  }

  /** It told nothing in all its time: another may be sent. */
  async abandon(renderId: string, number: number, manager: EntityManager = this.dataSource.manager): Promise<void> {
    unknown.inc();
    await this.write(renderId, number, 'abandoned', null, manager);
  }

  private async write(
    renderId: string,
    number: number,
    state: Submission['state'],
    providerRenderId: string | null,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    await manager.query(
      `update render_submissions set state = $3, provider_render_id = $4, updated_at = clock_timestamp()
       where render_id = $1 and number = $2 and state in ('sent', 'unknown')`,
      [renderId, number, state, providerRenderId],
    );
  }
}
