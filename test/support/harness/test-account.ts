import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { httpClient } from '../servers/http-client';

export interface TestAccount {
  userId: string;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
}

interface Tokens {
  access_token: string;
  refresh_token: string;
  user: { id: string };
}

/** In words: a UUID may have no letter, and one common word with digits and dashes around it is refused as too weak. */
export const newPassword = (): string => `a pass phrase ${randomUUID()}`;

/** Signs a new person up over HTTP. */
export async function signUp(apiUrl: string, email = `person-${randomUUID()}@example.test`): Promise<TestAccount> {
  const password = newPassword();
  const answer = await httpClient(apiUrl)<Tokens>('POST', '/api/auth/register', {
    body: { email, password, name: 'Test Person' },
  });
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return {
    userId: answer.body.user.id,
    email,
    password,
    accessToken: answer.body.access_token,
    refreshToken: answer.body.refresh_token,
  };
}

/** Signs a new person up whose email address is confirmed. */
export async function signUpConfirmed(apiUrl: string, db: Client): Promise<TestAccount> {
  const account = await signUp(apiUrl);
  await db.query('update users set email_verified_at = now() where id = $1', [account.userId]);
  return account;
}
