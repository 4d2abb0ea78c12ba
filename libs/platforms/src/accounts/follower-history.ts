import type { EntityManager } from 'typeorm';
import type { PlatformAccount } from './platform-account';

type AtPlatform = Pick<PlatformAccount, 'userId' | 'platform' | 'externalId'>;

/** Long enough to correct a mistake. The terms of platforms do not let us keep data of a disconnected account for longer. */
const KEPT_AFTER_DISCONNECTION = '7 days';

/** Keeps the followers of an account that was just disconnected for some days, in case it is connected again. */
export async function keepFollowerHistory(
  { userId, platform, externalId, login }: AtPlatform & Pick<PlatformAccount, 'login'>,
  manager: EntityManager,
): Promise<void> {
  await manager.query(
    `update follower_readings set kept_until = clock_timestamp() + interval '${KEPT_AFTER_DISCONNECTION}', former_login = $4
     where user_id = $1 and platform = $2 and external_id = $3`,
    [userId, platform, externalId, login],
  );
}

/** An account that is connected again continues with its earlier followers. */
export async function resumeFollowerHistory(
  { userId, platform, externalId }: AtPlatform,
  manager: EntityManager,
): Promise<void> {
  await manager.query(
    `update follower_readings set kept_until = null, former_login = null
     where user_id = $1 and platform = $2 and external_id = $3 and kept_until is not null`,
    [userId, platform, externalId],
  );
}

/** Deletes the followers of a login's accounts, connected or not, of any owner. */
export async function eraseFollowerHistory(login: string, manager: EntityManager): Promise<void> {
  await manager.query('delete from follower_readings where former_login = $1', [login]);
  await manager.query(
    `delete from follower_readings r using platform_accounts a
     where a.login = $1 and r.user_id = a.user_id and r.platform = a.platform and r.external_id = a.external_id`,
    [login],
  );
}
