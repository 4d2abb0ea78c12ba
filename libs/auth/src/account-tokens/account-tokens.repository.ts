import { newId, randomSecret, sha256 } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The purposes of a mailed token, and its lifetime. */
const PURPOSES = {
  email_verification: { prefix: 'rw_verify_', hours: 24 },
  password_reset: { prefix: 'rw_reset_', hours: 1 },
  email_change: { prefix: 'rw_email_', hours: 24 },
  email_change_undo: { prefix: 'rw_undo_', hours: 168 },
} as const;
export type AccountTokenPurpose = keyof typeof PURPOSES;

export interface TokenOwner {
  userId: string;
  /** The address that the token was sent to. */
  email: string;
}

export interface IssuedToken {
  token: string;
  expiresAt: Date;
}

const newToken = (purpose: AccountTokenPurpose): string => randomSecret(PURPOSES[purpose].prefix);

/** Mailed tokens: 256 random bits, stored as a hash, single use, one live token per user and purpose. */
@Injectable()
export class AccountTokensRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Creates a token that replaces all earlier ones of this purpose.
   * @param onlyAfterSeconds returns undefined while the last token is younger, so that no mailbox is flooded
   */
  async issue(
    { userId, email }: TokenOwner,
    purpose: AccountTokenPurpose,
    onlyAfterSeconds: number,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<IssuedToken | undefined> {
    const { hours } = PURPOSES[purpose];
    const token = newToken(purpose);
    const [issued] = await manager.query<{ expiresAt: Date }[]>(
      `insert into account_tokens as t (id, user_id, purpose, email, token_hash, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(hours => ${hours}))
       on conflict (user_id, purpose) do update set email = excluded.email, token_hash = excluded.token_hash, created_at = now(), expires_at = excluded.expires_at
       where t.created_at <= now() - make_interval(secs => $6)
       returning expires_at as "expiresAt"`,
      [newId(), userId, purpose, email, sha256(token), onlyAfterSeconds],
    );
    return issued && { token, ...issued };
  }

  /**
   * Replaces the secret of a token that exists for this address; its expiry stays the same. Undefined when there is no
   * such token, or no longer.
   */
  async renew(
    { userId, email }: TokenOwner,
    purpose: AccountTokenPurpose,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<IssuedToken | undefined> {
    const token = newToken(purpose);
    const [rows] = await manager.query<[{ expiresAt: Date }[], number]>(
      `update account_tokens set token_hash = $4 where user_id = $1 and purpose = $2 and email = $3 and expires_at > now()
       returning expires_at as "expiresAt"`,
      [userId, purpose, email, sha256(token)],
    );
    const [renewed] = rows;
    return renewed && { token, ...renewed };
  }

  /** Whether a token of this purpose for this address would still be accepted. */
  async exists({ userId, email }: TokenOwner, purpose: AccountTokenPurpose, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'select 1 from account_tokens where user_id = $1 and purpose = $2 and email = $3 and expires_at > now()',
      [userId, purpose, email],
    );
    return rows.length > 0;
  }

  /** Whether a token of this purpose was created within this many seconds. */
  async hasRecent(userId: string, purpose: AccountTokenPurpose, seconds: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'select 1 from account_tokens where user_id = $1 and purpose = $2 and created_at > now() - make_interval(secs => $3)',
      [userId, purpose, seconds],
    );
    return rows.length > 0;
  }

  /** The token's owner; does not consume the token. */
  async find(token: string, purpose: AccountTokenPurpose): Promise<TokenOwner | undefined> {
    const rows = await this.dataSource.query<TokenOwner[]>(
      'select user_id as "userId", email from account_tokens where token_hash = $1 and purpose = $2 and expires_at > now()',
      [sha256(token), purpose],
    );
    return rows[0];
  }

  /** Whether a token of any purpose would still be accepted; does not consume it. */
  async isLive(token: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'select 1 from account_tokens where token_hash = $1 and expires_at > now()',
      [sha256(token)],
    );
    return rows.length > 0;
  }

  /** @param which the token for this address, or those for any other; default: all */
  async revoke(
    userId: string,
    purpose: AccountTokenPurpose,
    manager: EntityManager,
    which: { email?: string; except?: string } = {},
  ): Promise<void> {
    await manager.query(
      `delete from account_tokens where user_id = $1 and purpose = $2
       and ($3::text is null or email = $3) and ($4::text is null or email <> $4)`,
      [userId, purpose, which.email ?? null, which.except ?? null],
    );
  }

  /** Consumes the token: only one of any number of callers gets the owner. */
  async consume(token: string, purpose: AccountTokenPurpose, manager: EntityManager): Promise<TokenOwner | undefined> {
    const [rows] = await manager.query<[TokenOwner[], number]>(
      'delete from account_tokens where token_hash = $1 and purpose = $2 and expires_at > now() returning user_id as "userId", email',
      [sha256(token), purpose],
    );
    return rows[0];
  }
}
