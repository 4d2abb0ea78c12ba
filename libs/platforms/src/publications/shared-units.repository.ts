import type { AppError } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IMPORTANCE, type SharedUnits, type UnitStep } from '../platform-adapter';
import { PlatformAdapters } from '../platform-adapters';
import { platformAccessEnded } from '../platforms.errors';
import { waitFor } from './call-limits.repository';
import { AT, OPEN } from './counted-posts';

/** An account, or a post on it: who makes a call, and where. */
interface Caller {
  userId: string;
  platform: string;
}

/** Units of a day that a step has taken. */
interface TakenUnits extends Caller {
  /** Undefined: the platform counts no units. */
  day?: string;
  units: number;
}

/** The part of a day, and of the share of a workspace, that each kind of step leaves to those that are more important. */
const LEFT: Readonly<Record<(typeof IMPORTANCE)[UnitStep], number>> = { publishing: 0, follow_up: 0.1, reading: 0.2 };
/** The part of a day that workspaces below their share can count on. While more is left, nobody waits. */
const SCARCE = 0.5;

/**
 * Begins the day and locks its row until the end of the transaction. A transaction that has waited for the lock since
 * the day before does not take the day back.
 */
const TODAY = `
  insert into platform_units as counted (platform, day, units) values ($1, (clock_timestamp() at time zone $2::text)::date, 0)
  on conflict (platform) do update set day = greatest(counted.day, excluded.day),
    units = case when counted.day < excluded.day then 0 else counted.units end
  returning day::text, units as used, extract(epoch from (day + 1)::timestamp at time zone $2::text - clock_timestamp())::float8 as seconds`;

/**
 * Gives the workspace $2 the units $4 of the day $3, if they leave $5 of the $6 units of a day to others and, once units
 * are scarce, if the workspace stays within its share: equal parts for all workspaces that have published on this day,
 * that plan to, or that want to now, and at least what one post takes.
 */
const TAKE = `
  with own as materialized (
    select coalesce(max(units), 0) as units from platform_workspace_units where platform = $1 and user_id = $2 and day = $3::date
  ), next as materialized (
    select ($3::date + 1)::timestamp at time zone $10::text as day
  )
  insert into platform_workspace_units as taken (platform, user_id, day, units, has_posts)
  select $1, $2, $3::date, $4::int, $9::boolean from own
  where $7::int + $4::int <= $6::int - $5::int and ($7::int + $4::int <= $6::int * ${1 - SCARCE} or own.units + $4::int <= (
    select greatest($8::int, ($6::int - $5::int) / count(*)) from (
      select user_id from platform_workspace_units where platform = $1 and day = $3::date and has_posts
      union select $2::uuid
      union select user_id from publications, next where platform = $1 and ${OPEN} and ${AT} < next.day and (due_at is null or due_at < next.day)
    ) as active))
  on conflict (user_id, platform) do update set day = excluded.day,
    units = excluded.units + case when taken.day = excluded.day then taken.units else 0 end,
    has_posts = excluded.has_posts or (taken.day = excluded.day and taken.has_posts)
  returning units`;

/** The units that all accounts of this installation share at a platform, and their fair distribution among workspaces. */
@Injectable()
export class SharedUnitsRepository {
  private readonly logger = new Logger('SharedUnits');

  constructor(
    private readonly dataSource: DataSource,
    private readonly adapters: PlatformAdapters,
  ) {}

  /** Takes the units of the step, and makes its calls. @throws platform_call_limit and the errors of the calls */
  async spend<T>(caller: Caller, step: UnitStep, calls: () => Promise<T>): Promise<T> {
    return this.make(await this.take(caller, step), calls);
  }

  /**
   * Takes the units of a step whose calls `make` makes later.
   * @throws platform_call_limit with the seconds until the next day, when the workspace may take no more today
   */
  async take({ userId, platform }: Caller, step: UnitStep): Promise<TakenUnits> {
    const { label, sharedUnits } = this.adapters.named(platform);
    if (!sharedUnits) return { userId, platform, units: 0 };
    const units = sharedUnits.of[step];
    const day = await this.dataSource.transaction((manager) =>
      this.takeToday({ userId, platform }, step, sharedUnits, manager),
    );
    if (day.isTaken) return { userId, platform, day: day.day, units };
    const rule = `${label} accepts ${sharedUnits.perDay} units of calls of all accounts in a day, and the workspace has used its share of what is left`;
    throw waitFor(rule, day.seconds);
  }

  /** Makes the calls. The platform counts those that it answers; if it has counted none, the units are given back. */
  async make<T>(taken: TakenUnits, calls: () => Promise<T>): Promise<T> {
    try {
      return await calls();
    } catch (error) {
      if (!isCounted(error))
        await this.giveBack(taken).catch((err: unknown) => this.logger.warn('units were not given back', { err }));
      throw error;
    }
  }

  /** The part of today's units that is used up, 0 to 1, at each platform that shares them. */
  async usedToday(): Promise<{ platform: string; ratio: number }[]> {
    const shared = this.adapters.all.flatMap(({ name, sharedUnits }) =>
      sharedUnits ? [{ name, ...sharedUnits }] : [],
    );
    return Promise.all(
      shared.map(async ({ name: platform, perDay, timeZone }) => {
        const [row] = await this.dataSource.query<{ units: number }[]>(
          'select units from platform_units where platform = $1 and day = (clock_timestamp() at time zone $2)::date',
          [platform, timeZone],
        );
        return { platform, ratio: (row?.units ?? 0) / perDay };
      }),
    );
  }

  private async takeToday(
    { userId, platform }: Caller,
    step: UnitStep,
    { perDay, timeZone, of }: SharedUnits,
    manager: EntityManager,
  ): Promise<{ day: string; seconds: number; isTaken: boolean }> {
    const [today] = await manager.query<[{ day: string; used: number; seconds: number }]>(TODAY, [platform, timeZone]);
    const kind = IMPORTANCE[step];
    const { length: isTaken } = await manager.query<object[]>(TAKE, [
      platform,
      userId,
      today.day,
      of[step],
      Math.floor(perDay * LEFT[kind]),
      perDay,
      today.used,
      ofOnePost(of),
      kind !== 'reading',
      timeZone,
    ]);
    if (isTaken)
      await manager.query('update platform_units set units = units + $2 where platform = $1', [platform, of[step]]);
    return { ...today, isTaken: isTaken > 0 };
  }

  /** Units of an earlier day are gone. The rows are locked in the same order as when units are taken. */
  private async giveBack({ userId, platform, day, units }: TakenUnits): Promise<void> {
    if (day === undefined) return;
    await this.dataSource.transaction(async (manager) => {
      const less = 'units = greatest(0, units - $3::int) where platform = $1 and day = $2::date';
      await manager.query(`update platform_units set ${less}`, [platform, day, units]);
      await manager.query(`update platform_workspace_units set ${less} and user_id = $4`, [
        platform,
        day,
        units,
        userId,
      ]);
    });
  }
}

/** The most that a post takes: every step that belongs to it, once. */
function ofOnePost(of: SharedUnits['of']): number {
  const steps = (Object.keys(IMPORTANCE) as UnitStep[]).filter((step) => IMPORTANCE[step] !== 'reading');
  return steps.reduce((sum, step) => sum + of[step], 0);
}

/** Whether the platform has answered a call that it counts: not one without access, and not with a fault of its own. */
function isCounted(error: unknown): boolean {
  const { platform_status: status } = ((error as Partial<AppError>).options?.extra ?? {}) as {
    platform_status?: number;
  };
  return typeof status === 'number' && status >= 400 && status < 500 && !platformAccessEnded.is(error);
}
