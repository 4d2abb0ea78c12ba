import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What a mailed token is good for, and for how long. */
const PURPOSES = {
  email_verification: { prefix: 'rw_verify_', hours: 24 },
  password_reset: { prefix: 'rw_reset_', hours: 1 },
} as const;
export type AccountTokenPurpose = keyof typeof PURPOSES;

export interface TokenOwner {
  userId: string;
  /** The address that the token was sent to. */
  email: string;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Tokens that go out by mail: 256 random bits, only their hash is stored, one live token for each purpose, each works once. */
@Injectable()
export class AccountTokensRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * Makes the token that replaces all earlier ones of this purpose.
   * @param onlyAfterSeconds undefined comes back when the last one is younger: nobody's mailbox is flooded
   */
  async issue(
    { userId, email }: TokenOwner,
    purpose: AccountTokenPurpose,
    onlyAfterSeconds: number,
  ): Promise<string | undefined> {
    const { prefix, hours } = PURPOSES[purpose];
    const token = `${prefix}${randomBytes(32).toString('base64url')}`;
    const issued = await this.database.query<unknown[]>(
      `insert into account_tokens as t (id, user_id, purpose, email, token_hash, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(hours => ${hours}))
       on conflict (user_id, purpose) do update set email = excluded.email, token_hash = excluded.token_hash, created_at = now(), expires_at = excluded.expires_at
       where t.created_at <= now() - make_interval(secs => $6)
       returning 1`,
      [newId(), userId, purpose, email, hashOf(token), onlyAfterSeconds],
    );
    return issued.length > 0 ? token : undefined;
  }

  /** Whose token this is, without using it up. */
  async find(token: string, purpose: AccountTokenPurpose): Promise<TokenOwner | undefined> {
    const rows = await this.database.query<TokenOwner[]>(
      'select user_id as "userId", email from account_tokens where token_hash = $1 and purpose = $2 and expires_at > now()',
      [hashOf(token), purpose],
    );
    return rows[0];
  }

  /** Uses the token up: of any number of callers, one gets the owner. */
  async consume(token: string, purpose: AccountTokenPurpose, manager: EntityManager): Promise<TokenOwner | undefined> {
    const [rows] = await manager.query<[TokenOwner[], number]>(
      'delete from account_tokens where token_hash = $1 and purpose = $2 and expires_at > now() returning user_id as "userId", email',
      [hashOf(token), purpose],
    );
    return rows[0];
  }
}
