import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A publication that no longer waits for its account, but for its time. */
export interface RescheduledPublication {
  id: string;
  uploadId: string;
  userId: string;
}

/** How long after its time a publication waits for its account. */
const ACCOUNT_HOURS = 72;
const EXPIRED = `The account was not connected again within ${ACCOUNT_HOURS} hours of the time of the post.`;

/** Publications that wait for something other than their time. */
@Injectable()
export class WaitingPublicationsRepository {
  /** The owners of publications that wait for one of these reasons, and for no time. */
  async ownersWaitingFor(reasons: readonly string[], manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<{ userId: string }[]>(
      `select distinct user_id as "userId" from publications where status = 'waiting' and waiting_for = any($1) and due_at is null`,
      [reasons],
    );
    return rows.map(({ userId }) => userId);
  }

  /**
   * Ends publications whose account did not work in time, since nobody expects them any more. The time counts from the
   * moment of the publication or from the last change to it, whichever is later.
   * @returns the ids of their uploads
   */
  async expireWaitsForAccounts(manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ uploadId: string }[], number]>(
      `update publications set status = 'failed', waiting_for = null, notice_due = true,
         fault = jsonb_set(fault::jsonb, '{message}', to_jsonb(concat_ws(' ', fault ->> 'message', $1::text)))::json,
         revision = revision + 1, updated_at = clock_timestamp()
       where status = 'waiting' and waiting_for = 'account' and due_at is null and account_id is not null
         and greatest(publish_at, updated_at) < clock_timestamp() - make_interval(hours => $2)
       returning upload_id as "uploadId"`,
      [EXPIRED, ACCOUNT_HOURS],
    );
    return [...new Set(rows.map(({ uploadId }) => uploadId))];
  }

  /**
   * Makes publications whose account works again, or was disconnected so that they fail, due at their time, or now if that
   * time has passed.
   * @returns those whose time is still to come
   */
  async endWaitForAccounts(manager: EntityManager): Promise<RescheduledPublication[]> {
    const isEarly = 'p.publish_at > now.at';
    const [rows] = await manager.query<[(RescheduledPublication & { status: string })[], number]>(
      `with now as materialized (select clock_timestamp() as at)
       update publications p set status = case when ${isEarly} then 'scheduled' else p.status end,
         waiting_for = case when ${isEarly} then null else p.waiting_for end,
         revision = p.revision + case when ${isEarly} then 1 else 0 end, updated_at = now.at,
         due_at = greatest(now.at, p.publish_at), deadline_at = greatest(now.at, p.publish_at)
       from now where p.status = 'waiting' and p.waiting_for = 'account' and p.due_at is null
         and (p.account_id is null or exists (select from platform_accounts a where a.id = p.account_id and a.status = 'active'))
       returning p.id, p.upload_id as "uploadId", p.user_id as "userId", p.status`,
    );
    return rows.filter(({ status }) => status === 'scheduled');
  }

  /** Makes published ones due again that were not seen live before their account had to be reconnected, when it works. */
  async lookAgainAfterReconnection(manager: EntityManager): Promise<void> {
    await manager.query(
      `update publications p set fault = null, looks = 0, due_at = clock_timestamp(), deadline_at = clock_timestamp(),
         revision = revision + 1, updated_at = clock_timestamp()
       where status = 'published' and due_at is null and fault is not null and erased_at is null
         and exists (select from platform_accounts a where a.id = p.account_id and a.status = 'active')`,
    );
  }

  /** Makes publications of these owners due that wait for one of these reasons. */
  async endWaitFor(reasons: readonly string[], owners: readonly string[], manager: EntityManager): Promise<void> {
    await manager.query(
      `update publications set due_at = clock_timestamp(), deadline_at = clock_timestamp()
       where user_id = any($2) and status = 'waiting' and waiting_for = any($1) and due_at is null`,
      [reasons, owners],
    );
  }

  /**
   * Makes one of the publications due that wait for this reason: one whose owner has the fewest in progress and, among
   * these, the one that was to be published first.
   * @returns its id; undefined when none waits
   */
  async endFirstWaitFor(reason: string, manager: EntityManager): Promise<string | undefined> {
    const [[row]] = await manager.query<[{ id: string }[], number]>(
      `update publications set due_at = clock_timestamp(), deadline_at = clock_timestamp() + interval '10 seconds' where id = (
         select first.id from publications first left join (
           select user_id, count(*) as number from publications
           where status = 'publishing' and lease_until > clock_timestamp() group by user_id
         ) as running on running.user_id = first.user_id
         where first.status = 'waiting' and first.waiting_for = $1 and first.due_at > clock_timestamp()
         order by coalesce(running.number, 0), coalesce(first.publish_at, first.released_at), first.id
         limit 1 for update of first skip locked
       ) returning id`,
      [reason],
    );
    return row?.id;
  }
}
