import {
  affectedRows,
  newId,
  type Owner,
  randomSecret,
  type SealedColumn,
  SealedColumnsService,
  SecretVaultService,
  sha256,
} from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const VERIFIER: SealedColumn = { table: 'platform_authorizations', column: 'code_verifier' };
const MINUTES = 10;
/** Attempts of one owner that may be open; an older one ends when another begins. */
const MOST_OPEN = 20;
const SECRET = /^[\w-]{43}$/;

/** Whether a text can be one of our secrets. */
export const isSecret = (text: unknown): text is string => typeof text === 'string' && SECRET.test(text);

/** The person, session and owner that an attempt to connect an account belongs to. */
export interface AuthorizationOwner {
  ownerId: string;
  userId: string;
  sessionId: string;
}

export interface NewAuthorization {
  platform: string;
  redirectUri: string;
  /** The secret in the cookie of the browser that begins. */
  browser: string;
  /** The account that is to be reconnected; undefined: any. */
  accountId?: string;
}

export interface BegunAuthorization {
  state: string;
  /** PKCE, RFC 7636. */
  codeChallenge: string;
}

export interface Authorization extends AuthorizationOwner {
  platform: string;
  redirectUri: string;
  codeVerifier: string;
  accountId: string | null;
}

/**
 * Attempts to connect an account, between the redirect to the platform and the return. The state is 256 random bits, kept
 * as a hash, valid once, for ten minutes, in the browser that began.
 */
@Injectable()
export class AuthorizationsRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(VERIFIER);
  }

  async begin(owner: AuthorizationOwner, { platform, redirectUri, browser, accountId }: NewAuthorization) {
    const [id, state, verifier] = [newId(), randomSecret(), randomSecret()];
    await this.dataSource.query(
      `delete from platform_authorizations where user_id = $1 and (expires_at <= clock_timestamp() or id not in (
         select id from platform_authorizations where user_id = $1 order by created_at desc limit ${MOST_OPEN - 1}))`,
      [owner.ownerId],
    );
    await this.dataSource.query(
      `insert into platform_authorizations (id, state_hash, browser_hash, user_id, session_id, created_by, platform, redirect_uri,
         code_verifier, account_id, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp() + interval '${MINUTES} minutes')`,
      [
        id,
        sha256(state),
        sha256(browser),
        owner.ownerId,
        owner.sessionId,
        owner.userId,
        platform,
        redirectUri,
        this.vault.seal(verifier, VERIFIER, id),
        accountId ?? null,
      ],
    );
    const codeChallenge = sha256(verifier).toString('base64url');
    return { state, codeChallenge } satisfies BegunAuthorization;
  }

  /**
   * Consumes the state: only one of any number of requests gets the attempt. Undefined, without a change, for a state that
   * is unknown, used, expired, of another platform or of another browser.
   */
  async redeem(platform: string, state: string, browser: string): Promise<Authorization | undefined> {
    const [rows] = await this.dataSource.query<[(Authorization & { id: string })[], number]>(
      `delete from platform_authorizations
       where state_hash = $1 and browser_hash = $2 and platform = $3 and expires_at > clock_timestamp()
       returning id, user_id as "ownerId", created_by as "userId", session_id as "sessionId", platform,
         redirect_uri as "redirectUri", code_verifier as "codeVerifier", account_id as "accountId"`,
      [sha256(state), sha256(browser), platform],
    );
    const [found] = rows;
    return found && { ...found, codeVerifier: this.vault.open(found.codeVerifier, VERIFIER, found.id) };
  }

  /** Ends the attempts of one person for an owner. */
  async removeOf({ ownerId }: Owner, userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from platform_authorizations where user_id = $1 and created_by = $2', [
      ownerId,
      userId,
    ]);
  }

  /** @returns the number of attempts */
  async removeExpired(manager: EntityManager): Promise<number> {
    return affectedRows(manager, 'delete from platform_authorizations where expires_at <= clock_timestamp()');
  }
}
