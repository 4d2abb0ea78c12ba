import { randomUUID } from 'node:crypto';

/** A render or upload in the state that it has in the end. */
export interface HistoryItem {
  kind: 'renders' | 'uploads';
  status: string;
  createdAt: Date;
  finishedAt: Date | null;
  seconds: number;
}

type RunQuery = (statement: string, parameters: unknown[]) => Promise<unknown>;

/** Stores renders and uploads of a new user, whose id it returns. The triggers of `uploads` must be disabled. */
export async function storeHistory(query: RunQuery, items: readonly HistoryItem[]): Promise<string> {
  const userId = randomUUID();
  await query('insert into users (id, email, name) values ($1, $2, $3)', [userId, `${userId}@example.com`, 'Tester']);
  for (const { kind, status, createdAt, finishedAt, seconds } of items)
    await (kind === 'renders'
      ? query(
          `insert into renders (id, user_id, created_by, provider, status, progress, request, callback_token, format, pricing, held_seconds, hold_id, reserved, charged,
             storage, object_key, seconds, size_bytes, error, deadline_at, created_at, finished_at)
           values ($1::uuid, $2, $2, 'local', $3::text, case when $3::text = 'completed' then 1 else 0 end, '{}',
             left(replace($1::uuid::text || $1::uuid::text, '-', ''), 43), 'mp4', 'per_minute', 60, gen_random_uuid(), 1000000,
             case when $3::text = 'completed' then 1000000 when $5::timestamptz is not null then 0 end, 'local', $1::uuid::text,
             case when $3::text = 'completed' then $6::float8 end, case when $3::text = 'completed' then 1 end,
             case when $3::text = 'failed' then '{}'::json end, now(), $4, $5)`,
          [randomUUID(), userId, status, createdAt, finishedAt, seconds],
        )
      : query(
          `insert into uploads (id, user_id, created_by, status, filename, size_bytes, content_type, storage, object_key, urls_end_at, received_at,
             privacy, error, cancel_reason, created_at, finished_at)
           values ($1::uuid, $2, $2, $3::text, 'ride.mp4', 1, 'video/mp4', 'disk', $1::uuid::text, now(), $4, 'public',
             case when $3::text = 'failed' then '{}'::json end, case when $3::text = 'cancelled' then 'owner' end, $4, $5)`,
          [randomUUID(), userId, status, createdAt, finishedAt],
        ));
  return userId;
}
