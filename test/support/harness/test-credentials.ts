import { createHash, randomUUID } from 'node:crypto';
import { API_SCOPES, type ApiScope, generateApiKey, type UserRole } from '@app/auth';
import { Client } from 'pg';
import { v7 } from 'uuid';

export interface TestUser {
  userId: string;
  email: string;
  /** Works as `x-api-key` and as Bearer token. */
  apiKey: string;
  keyId: string;
}

/**
 * A user with one API key (all scopes by default), written directly to the test database. Without a password: cannot
 * sign in.
 */
export async function createTestUser(
  databaseUrl: string,
  options: { role?: UserRole; scopes?: readonly ApiScope[]; email?: string; isConfirmed?: boolean } = {},
): Promise<TestUser> {
  const userId = v7();
  const email = options.email ?? `user-${randomUUID()}@example.test`;
  await query(databaseUrl, 'insert into users (id, email, name, role, email_verified_at) values ($1, $2, $3, $4, $5)', [
    userId,
    email,
    'Test user',
    options.role ?? 'user',
    options.isConfirmed === false ? null : new Date(),
  ]);
  return { userId, email, ...(await insertKey(databaseUrl, userId, options.scopes)) };
}

/** Another key of a user, with all scopes. */
export async function addApiKey(databaseUrl: string, userId: string): Promise<string> {
  return (await insertKey(databaseUrl, userId)).apiKey;
}

async function insertKey(databaseUrl: string, userId: string, scopes: readonly ApiScope[] = API_SCOPES) {
  const [keyId, apiKey] = [v7(), generateApiKey()];
  await query(
    databaseUrl,
    'insert into api_keys (id, user_id, name, key_hash, prefix, scopes) values ($1, $2, $3, $4, $5, $6)',
    [keyId, userId, 'Test key', createHash('sha256').update(apiKey).digest(), apiKey.slice(0, 14), scopes],
  );
  return { keyId, apiKey };
}

async function query(databaseUrl: string, text: string, values: unknown[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}
