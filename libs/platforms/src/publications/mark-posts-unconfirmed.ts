import type { EntityManager } from 'typeorm';
import type { PublicationFault } from './publication';
import { IS_SENT } from './schedule-publications';

/** The time between a backup and the end of the processes that used its database: the backup knows nothing of it. */
export interface LostPeriod {
  from: Date;
  to: Date;
}

/** Numbers of posts that may have been published meanwhile. */
export interface DoubtedPosts {
  /** The platform will be asked for them before anything is sent. */
  lookedUp: number;
  /** Their video is not ready, so that the platform cannot be asked: their owners decide. */
  failed: number;
  /** The uploads of those, which have to be settled: that tells their owners. */
  uploadIds: string[];
}

const FAULT: PublicationFault = {
  code: 'publication_unconfirmed',
  message:
    'The service was restored from a backup that is older than this post’s time, so the post may exist already. ' +
    'Check the platform; if the post is missing, publish it again.',
  class: 'outcome_unknown',
  step: 'preflight',
};
/** Its time, if it has one, came before the processes ended. */
const WAS_DUE = '(publish_at is null or publish_at <= $1)';

/**
 * For a database that was restored from a backup, before a worker uses it: the posts that were to be published in the
 * lost period count as sent at their time, with an unknown outcome. Safe to repeat.
 */
export async function markPostsUnconfirmed({ from, to }: LostPeriod, manager: EntityManager): Promise<DoubtedPosts> {
  const lookedUp = await manager.query<object[]>(
    `insert into publication_submissions (publication_id, number, state, lease_epoch, created_at)
     select id, 1 + coalesce((select max(number) from publication_submissions s where s.publication_id = publications.id), 0),
       'unknown', lease_epoch, greatest($2, publish_at, released_at)
     from publications where status in ('scheduled', 'waiting', 'publishing') and ${WAS_DUE} and not ${IS_SENT} returning number`,
    [to, from],
  );
  const [failed] = await manager.query<[{ uploadId: string }[], number]>(
    `update publications set status = 'failed', fault = $2, notice_due = true, revision = revision + 1, updated_at = clock_timestamp()
     where status = 'pending' and approval <> 'required' and ${WAS_DUE} returning upload_id as "uploadId"`,
    [to, FAULT],
  );
  const uploadIds = [...new Set(failed.map(({ uploadId }) => uploadId))];
  return { lookedUp: lookedUp.length, failed: failed.length, uploadIds };
}
