import { randomBytes } from 'node:crypto';
import { authenticationRequired, sha256 } from '@app/core';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CredentialCacheService } from '../access/credential-cache.service';
import { readOnly, type SessionPrincipal, scopesOf } from '../access/principal';
import { AuditLogService } from '../audit/audit-log.service';
import { type AuthConfig, authConfig } from '../auth.config';
import { accountSuspended, invalidCredentials, passwordResetRequired, refreshTokenInvalid } from '../auth.errors';
import { AccessTokensService } from './access-tokens.service';
import type { ClientOrigin } from './client-origin';
import { isRefreshToken, newRefreshToken, refreshTokenOf } from './refresh-token';
import type { RevocationReason, Session } from './session.entity';
import { type RepeatedRotation, type Rotation, SessionsRepository, type SignedInUser } from './sessions.repository';

/** The credentials of a client. */
export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  /** Seconds until the access token expires. */
  expiresIn: number;
  userId: string;
  sessionId: string;
}

export type RefreshResult = TokenPair | { reuseDetected: Rotation };

@Injectable()
export class SessionsService {
  private readonly logger = new Logger('Sessions');

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: AccessTokensService,
    private readonly cache: CredentialCacheService,
    private readonly audit: AuditLogService,
    @Inject(authConfig.KEY) private readonly config: AuthConfig,
  ) {}

  /** @throws invalid_credentials when the password has been changed since it was checked */
  async open(user: SignedInUser, origin: ClientOrigin, manager?: EntityManager): Promise<TokenPair> {
    const refreshToken = newRefreshToken();
    const sessionId = await this.sessions.insert(
      user,
      origin,
      sha256(refreshToken),
      this.config.REFRESH_TOKEN_DAYS,
      manager,
    );
    if (sessionId === undefined) throw invalidCredentials();
    return this.pair({ userId: user.id, sessionId }, refreshToken);
  }

  /**
   * Rotates the refresh token. A repetition within the grace period gets the same successor again; any other use of an
   * old token ends its session and is reported, so that the owner can be warned.
   * @throws refresh_token_invalid, account_suspended, password_reset_required
   */
  async refresh(token: string, origin: ClientOrigin): Promise<RefreshResult> {
    if (!isRefreshToken(token)) throw refreshTokenInvalid();
    const hash = sha256(token);
    const salt = randomBytes(16);
    const successor = refreshTokenOf(this.tokens.successorsOf(token, salt)[0]);
    const rotated = await this.sessions.rotate(
      hash,
      { hash: sha256(successor), salt },
      origin.ip,
      this.config.REFRESH_TOKEN_DAYS,
    );
    if (rotated) return this.pairOfActive(rotated, successor);
    const refusal = await this.sessions.explainRefusal(hash);
    if (refusal.outcome === 'repeat') return this.pairOfActive(refusal, this.storedSuccessor(token, refusal));
    if (refusal.outcome === 'dead') throw refreshTokenInvalid();
    await this.revoke(refusal.userId, 'refresh_reuse', { id: refusal.sessionId });
    await this.audit.append(
      { kind: 'system', id: null, ip: origin.ip },
      { chain: refusal.userId, action: 'session.refresh_reused', target: { type: 'session', id: refusal.sessionId } },
    );
    this.logger.warn(`session ${refusal.sessionId} ended: an old refresh token was used again`);
    return { reuseDetected: { userId: refusal.userId, sessionId: refusal.sessionId } };
  }

  /** Ends the session of a refresh token; unknown tokens change nothing. */
  async signOut(token: string): Promise<void> {
    const session = isRefreshToken(token) ? await this.sessions.findByToken(sha256(token)) : undefined;
    if (session) await this.revoke(session.userId, 'signed_out', { id: session.sessionId });
  }

  /**
   * The owner of an access token's session; undefined once the session has ended.
   * @throws account_suspended, password_reset_required
   */
  async authenticate(sessionId: string, userId: string): Promise<SessionPrincipal | undefined> {
    const holder = await this.cache.lookup(`session:${sessionId}`, () => this.sessions.findHolder(sessionId));
    if (holder?.userId !== userId || holder.expiresAt.getTime() <= Date.now()) return undefined;
    if (holder.status === 'suspended') throw accountSuspended();
    if (holder.mustResetPassword) throw passwordResetRequired();
    const { role, workspaceId, workspaceRole, seat, authenticatedAt, isEnding, hasLostWorkspace } = holder;
    const principal: SessionPrincipal = {
      kind: 'session',
      sessionId,
      userId,
      ownerId: workspaceId,
      role,
      workspaceRole,
      seat,
      authenticatedAt,
      scopes: scopesOf(workspaceRole),
      hasLostWorkspace,
    };
    return isEnding ? readOnly(principal, 'deletion') : principal;
  }

  /**
   * The owner of this access token; undefined when it is not ours or its session has ended. For routes that strangers
   * may call as well.
   */
  async ofAccessToken(token: string): Promise<SessionPrincipal | undefined> {
    const claims = this.tokens.read(token);
    return claims && this.authenticate(claims.sessionId, claims.userId);
  }

  /**
   * For a change that must not follow the end of its session, such as a request in progress while the password is
   * reset.
   * @throws authentication_required when the session has ended; otherwise it stays live until the transaction ends
   */
  async holdLive(session: Pick<SessionPrincipal, 'sessionId'>, manager: EntityManager): Promise<void> {
    if (!(await this.isLive(session, manager))) throw authenticationRequired('The session has ended; sign in again.');
  }

  /** Whether the session is live; if so, it stays live until the transaction ends. */
  isLive({ sessionId }: Pick<SessionPrincipal, 'sessionId'>, manager: EntityManager): Promise<boolean> {
    return this.sessions.holdLive(sessionId, manager);
  }

  /** Records that the person has just authenticated again. @returns when */
  async confirm({ sessionId, userId }: SessionPrincipal): Promise<Date> {
    const at = await this.sessions.confirm(sessionId);
    this.cache.forget(userId);
    return at;
  }

  /** A session of this user, in any state, for the mails about it. */
  find(userId: string, id: string): Promise<Session | null> {
    return this.sessions.find(userId, id);
  }

  hasAny(userId: string): Promise<boolean> {
    return this.sessions.hasAny(userId);
  }

  /** Live sessions; `expiresAt` is when each ends unless it is refreshed before. */
  async list(userId: string): Promise<Session[]> {
    const idleMs = this.config.REFRESH_TOKEN_DAYS * 86_400_000;
    const sessions = await this.sessions.listLive(userId);
    for (const session of sessions)
      session.expiresAt = new Date(Math.min(session.expiresAt.getTime(), session.lastUsedAt.getTime() + idleMs));
    return sessions.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
  }

  /** @returns the number of ended sessions; their access tokens stop working immediately */
  async revoke(
    userId: string,
    reason: RevocationReason,
    which: { id?: string; except?: string } = {},
    manager?: EntityManager,
  ): Promise<number> {
    const ended = await this.sessions.revoke(userId, reason, which, manager);
    this.cache.forget(userId);
    return ended;
  }

  /** @throws refresh_token_invalid when a process computed it with a secret that this one does not have */
  private storedSuccessor(token: string, { salt, successorHash }: RepeatedRotation): string {
    const successors = this.tokens.successorsOf(token, salt).map(refreshTokenOf);
    const stored = successors.find((successor) => sha256(successor).equals(successorHash));
    if (stored === undefined) throw refreshTokenInvalid();
    return stored;
  }

  private async pairOfActive(session: Rotation, refreshToken: string): Promise<TokenPair> {
    if (!(await this.authenticate(session.sessionId, session.userId))) throw refreshTokenInvalid();
    return this.pair(session, refreshToken);
  }

  private pair({ userId, sessionId }: Rotation, refreshToken: string): TokenPair {
    return {
      accessToken: this.tokens.issue(userId, sessionId),
      refreshToken,
      expiresIn: this.tokens.lifetime,
      userId,
      sessionId,
    };
  }
}
