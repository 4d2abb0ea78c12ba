import type { TestInstallation } from './test-installation';

/** Adds an upload of the owner that a member, by that name, has rejected. */
export async function addRejection(
  db: TestInstallation['db'],
  { ownerId, deciderId, name }: { ownerId: string; deciderId: string; name: string },
): Promise<void> {
  await db.query(
    `with upload as (insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, privacy, urls_end_at)
       values (gen_random_uuid(), $1, $1, 'ride.mp4', 10, 'video/mp4', 'local', 'ride', 'public', now()) returning id)
     insert into upload_approvals (id, upload_id, status, authors, expires_at, decided_at, decided_by, decided_name, comment)
       select gen_random_uuid(), id, 'rejected', array[$1::uuid], now(), now(), $2, $3, 'Too long.' from upload`,
    [ownerId, deciderId, name],
  );
}
