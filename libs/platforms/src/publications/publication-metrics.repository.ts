import type { Owner } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PostFigures } from '../post-metrics-reader';

/** A post whose figures are to be read. */
export interface DuePostMetrics {
  publicationId: string;
  /** The platform's id of the post. */
  postId: string;
  /** The id that the platform gave the post after it became public; null: none is known. */
  publicId: string | null;
}

/** Figures are read every hour on the first day, then every day; never again after 30 days. */
const NEXT = `case when p.published_at > clock_timestamp() - interval '1 day' then clock_timestamp() + interval '1 hour'
  when p.published_at > clock_timestamp() - interval '30 days' then clock_timestamp() + interval '1 day' end`;
/** A job that was lost is published again after this time. */
const TAKEN = `clock_timestamp() + interval '15 minutes'`;

/** The figures of live posts: the latest ones, all that were read, and when they are read next. */
@Injectable()
export class PublicationMetricsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The post is live: its figures are read for the first time after an hour. */
  async begin(publicationId: string, publicId: string | undefined, manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into publication_metrics (publication_id, public_id, due_at) values ($1, $2, clock_timestamp() + interval '1 hour')
       on conflict do nothing`,
      [publicationId, publicId ?? null],
    );
  }

  /**
   * Posts whose figures are due. Those of accounts that must be reconnected are due again tomorrow; those of disconnected
   * accounts never.
   */
  async takeDue(limit: number, manager: EntityManager): Promise<{ publicationId: string; accountId: string }[]> {
    const [rows] = await manager.query<
      [{ publicationId: string; accountId: string | null; isActive: boolean | null }[], number]
    >(
      `with due as materialized (
         select publication_id from publication_metrics where due_at <= clock_timestamp()
         order by due_at limit $1 for update skip locked
       )
       update publication_metrics m
       set due_at = case when p.account_id is null then null when a.status = 'active' then ${TAKEN} else clock_timestamp() + interval '1 day' end
       from due join publications p on p.id = due.publication_id left join platform_accounts a on a.id = p.account_id
       where m.publication_id = due.publication_id
       returning m.publication_id as "publicationId", p.account_id as "accountId", a.status = 'active' as "isActive"`,
      [limit],
    );
    return rows.flatMap(({ publicationId, accountId, isActive }) =>
      accountId !== null && isActive ? [{ publicationId, accountId }] : [],
    );
  }

  /** The given posts, as far as they still belong to the account. */
  some(accountId: string, publicationIds: readonly string[]): Promise<DuePostMetrics[]> {
    return this.dataSource.query(
      `select m.publication_id as "publicationId", p.post_id as "postId", m.public_id as "publicId"
       from publication_metrics m join publications p on p.id = m.publication_id
       where m.publication_id = any($2) and p.account_id = $1 order by p.published_at`,
      [accountId, publicationIds],
    );
  }

  /** The platform made the post public, perhaps long after it was verified. */
  async learn(publicationId: string, publicId: string, permalink: string | null): Promise<void> {
    await this.dataSource.query('update publication_metrics set public_id = $2 where publication_id = $1', [
      publicationId,
      publicId,
    ]);
    await this.dataSource.query(
      `update publications set permalink = $2, revision = revision + 1, updated_at = clock_timestamp()
       where id = $1 and status = 'verified' and permalink is null and $2::text is not null`,
      [publicationId, permalink],
    );
  }

  /** Stores a reading, with what the post gained since the one before it; the first one counts from 0. */
  async store(publicationId: string, { views, likes, comments, shares }: PostFigures): Promise<void> {
    await this.dataSource.query(
      `with read as (
         insert into publication_metric_readings (publication_id, user_id, fetched_at, views, likes, comments, shares,
           views_gained, likes_gained, comments_gained, shares_gained)
         select m.publication_id, p.user_id, clock_timestamp(), $2, $3, $4, $5,
           $2::bigint - coalesce(m.views, 0), $3::bigint - coalesce(m.likes, 0), $4::bigint - coalesce(m.comments, 0), $5::bigint - coalesce(m.shares, 0)
         from publication_metrics m join publications p on p.id = m.publication_id
         where m.publication_id = $1 for no key update of m
         returning *
       )
       update publication_metrics m set views = read.views, likes = read.likes, comments = read.comments, shares = read.shares,
         fetched_at = read.fetched_at, failures = 0, due_at = ${NEXT}
       from read, publications p where m.publication_id = read.publication_id and p.id = m.publication_id`,
      [publicationId, views, likes, comments, shares],
    );
  }

  /**
   * How often posts of the last 180 days were watched, by platform and the local hour of the week in which they were
   * published; without those of the last day, which are still being watched. `weekday` 0 is Sunday.
   */
  hourResults(
    { ownerId }: Owner,
    timeZone: string,
  ): Promise<{ platform: string; weekday: number; hour: number; posts: number; views: number }[]> {
    const local = 'p.published_at at time zone $2::text';
    return this.dataSource.query(
      `select p.platform, extract(dow from ${local})::int as weekday, extract(hour from ${local})::int as hour, count(*)::int as posts,
         avg(m.views)::float8 as views
       from publication_metrics m join publications p on p.id = m.publication_id
       where p.user_id = $1 and m.views is not null
         and p.published_at between clock_timestamp() - interval '180 days' and clock_timestamp() - interval '1 day'
       group by 1, 2, 3 order by 1, 2, 3`,
      [ownerId, timeZone],
    );
  }

  /**
   * Postpones a reading that failed: by an hour, then by twice as long each time, at most by a day.
   * @param atLeast least number of seconds
   */
  async postpone(publicationIds: readonly string[], atLeast = 0): Promise<void> {
    await this.dataSource.query(
      `update publication_metrics m set failures = failures + 1,
         due_at = case when p.published_at > clock_timestamp() - interval '30 days' then clock_timestamp()
           + greatest(make_interval(secs => $2), least(interval '1 day', interval '1 hour' * power(2, least(failures, 5)))) end
       from publications p where p.id = m.publication_id and m.publication_id = any($1)`,
      [publicationIds, atLeast],
    );
  }
}
