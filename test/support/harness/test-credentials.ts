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

/** A user with one API key (all scopes by default), written straight into the test database. No password: cannot sign in. */
export async function createTestUser(
  databaseUrl: string,
  options: { role?: UserRole; scopes?: readonly ApiScope[]; email?: string } = {},
): Promise<TestUser> {
  const [userId, keyId, apiKey] = [v7(), v7(), generateApiKey()];
  const email = options.email ?? `user-${randomUUID()}@example.test`;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('insert into users (id, email, name, role, email_verified_at) values ($1, $2, $3, $4, now())', [
      userId,
      email,
      'Test user',
      options.role ?? 'user',
    ]);
    await client.query(
      'insert into api_keys (id, user_id, name, key_hash, prefix, scopes) values ($1, $2, $3, $4, $5, $6)',
      [
        keyId,
        userId,
        'Test key',
        createHash('sha256').update(apiKey).digest(),
        apiKey.slice(0, 14),
        options.scopes ?? API_SCOPES,
      ],
    );
  } finally {
    await client.end();
  }
  return { userId, email, apiKey, keyId };
}
