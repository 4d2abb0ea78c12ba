import { randomBytes } from 'node:crypto';
import Redis from 'ioredis';
import { Client } from 'pg';

export interface JobQueueBackend {
  name: 'postgres' | 'redis';
  /** Environment of the processes that use it; a separate prefix keeps test files apart on one Redis. */
  env(): Record<string, string | undefined>;
  /** Empties the queue store, as the restart of a Redis without persistence does. */
  empty(databaseUrl: string): Promise<void>;
}

const { TEST_REDIS_URL } = process.env;

const postgres: JobQueueBackend = {
  name: 'postgres',
  env: () => ({ REDIS_URL: undefined }),
  empty: async (databaseUrl) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ list: string }>(
      `select string_agg(format('%I.%I', schemaname, tablename), ', ') as list from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`,
    );
    await client.query(`truncate ${rows[0]?.list}`);
    await client.end();
  },
};

const prefix = `test-${randomBytes(6).toString('hex')}`;
const redis = (url: string): JobQueueBackend => ({
  name: 'redis',
  env: () => ({ REDIS_URL: url, QUEUE_PREFIX: prefix }),
  empty: async () => {
    const client = new Redis(url);
    const keys = await client.keys(`${prefix}:*`);
    if (keys.length > 0) await client.del(keys);
    client.disconnect();
  },
});

/** Both queue stores, Redis if the machine has one: `describe.each(jobQueueBackends)`. */
export const jobQueueBackends: JobQueueBackend[] = [postgres, ...(TEST_REDIS_URL ? [redis(TEST_REDIS_URL)] : [])];
