import { notFound, type Owner, onceKnown, type Page } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager } from 'typeorm';
import { CredentialCacheService } from '../access/credential-cache.service';
import { API_SCOPES, type ApiKeyPrincipal, type SessionPrincipal, scopesOf } from '../access/principal';
import { type Actor, AuditLogService } from '../audit/audit-log.service';
import { accountSuspended, apiKeyNotLive, passwordResetRequired, tooManyApiKeys } from '../auth.errors';
import { SessionsService } from '../sessions/sessions.service';
import type { ApiKey } from './api-key.entity';
import { API_KEY_LENGTH, digestOfApiKey, hashApiKey, isWellFormedApiKey } from './api-key-format';
import { type ApiKeyHolder, ApiKeysRepository, type KeyMember, type NewApiKey } from './api-keys.repository';

const MOST_LIVE_KEYS = 25;
/** Milliseconds between two writes of a key's last use. */
const LAST_USE_MS = 60_000;
const MOST_TRACKED_KEYS = 10_000;
/** Milliseconds for which a reading of the clock is reused; each reading sets a timer. */
const CLOCK_MS = 1_000;
/** Our time format has years of four digits. */
const LATEST_EXPIRY = Date.UTC(9999, 11, 31);

/** A key with its owner. */
export interface OwnedApiKey {
  key: ApiKey;
  member: KeyMember;
}

/** Further writes that belong to a change, in the same transaction. */
type Within = (key: ApiKey, manager: EntityManager) => Promise<unknown>;

export interface KeyRotation {
  /** The key that is replaced. */
  id: string;
  /** For how long it still works. */
  graceSeconds: number;
  /** When the new key expires; null: never. Default: a life as long as that of the old one, from now on. */
  expiresAt?: Date | null;
}

export interface IssuedApiKey {
  row: ApiKey;
  member: KeyMember;
  /** Shown once. */
  key: string;
}

@Injectable()
export class ApiKeysService {
  private readonly logger = new Logger('ApiKeys');
  private readonly justUsed = new LRUCache<string, true>({
    max: MOST_TRACKED_KEYS,
    ttl: LAST_USE_MS,
    ttlResolution: CLOCK_MS,
  });

  /** What the cached rows grant. */
  private readonly principals = new WeakMap<ApiKeyHolder, ApiKeyPrincipal>();

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly cache: CredentialCacheService,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLogService,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * The owner of this key, at once if it was used a moment ago; undefined when it is unknown, expired or revoked.
   * @throws account_suspended, password_reset_required
   */
  authenticate(key: string): ApiKeyPrincipal | undefined | Promise<ApiKeyPrincipal | undefined> {
    // Only a text as long as a key is hashed, and only an unknown one is examined further.
    if (key.length !== API_KEY_LENGTH) return undefined;
    const holder = this.cache.lookup(digestOfApiKey(key), async () =>
      isWellFormedApiKey(key) ? this.keys.findHolder({ keyHash: hashApiKey(key) }) : undefined,
    );
    return onceKnown<ApiKeyHolder | undefined, ApiKeyPrincipal | undefined>(holder, (found) => this.inUse(found));
  }

  /** Once for each reading of the row; the expiry is compared every time. */
  private inUse(holder: ApiKeyHolder | undefined): ApiKeyPrincipal | undefined {
    if (!holder || isExpired(holder)) return undefined;
    let principal = this.principals.get(holder);
    if (principal) return principal;
    principal = principalOf(holder);
    if (!principal) return undefined;
    this.noteUse(principal.keyId);
    this.principals.set(holder, principal);
    return principal;
  }

  /** Runs outside the request: a slow or failed write does not affect the caller. */
  private noteUse(keyId: string): void {
    if (this.justUsed.has(keyId)) return;
    this.justUsed.set(keyId, true);
    this.keys
      .markUsed(keyId)
      .catch((error: Error) => this.logger.warn(`the time of a last use could not be written: ${error.message}`));
  }

  /**
   * What a key grants now, read from the database; undefined when it is no longer live.
   * @throws account_suspended, password_reset_required
   */
  async authenticateId(id: string): Promise<ApiKeyPrincipal | undefined> {
    return principalOf(await this.keys.findHolder({ id }));
  }

  async list(owner: Owner, page: { limit: number; cursor?: string }): Promise<Page<OwnedApiKey>> {
    const { rows, nextCursor } = await this.keys.list(owner, page);
    const members = await this.keys.membersOf(rows);
    return { rows: rows.map((key) => ({ key, member: memberOf(key, members) })), nextCursor };
  }

  /**
   * Only the result contains the key itself.
   * @throws too_many_api_keys
   */
  create(
    principal: SessionPrincipal,
    { name, scopes, expiresAt }: Pick<NewApiKey, 'name' | 'scopes' | 'expiresAt'>,
    actor: Actor,
    within: Within,
  ): Promise<IssuedApiKey> {
    const { ownerId: userId } = principal;
    return this.dataSource.transaction(async (manager) => {
      await this.keys.lockAccount(userId, manager);
      if ((await this.keys.countLive(userId, manager)) >= MOST_LIVE_KEYS)
        throw tooManyApiKeys(`An account can have at most ${MOST_LIVE_KEYS} active keys.`);
      await this.sessions.holdLive(principal, manager);
      return this.issue(
        'api_key.created',
        { userId, createdBy: makerOf(principal), name, scopes, expiresAt },
        actor,
        within,
        manager,
      );
    });
  }

  /**
   * Creates a key with the same name and scopes for the person who rotates, by default with a life of the same length
   * from now on. The old key works for `graceSeconds` more, even if the account then has more keys than its limit.
   * If its own predecessor is still in a grace period, that one ends now: at most one key and its predecessor work at a
   * time.
   * @throws not_found, api_key_not_live
   */
  async rotate(
    owner: SessionPrincipal,
    { id, graceSeconds, expiresAt }: KeyRotation,
    actor: Actor,
    within: Within,
  ): Promise<IssuedApiKey> {
    const issued = await this.dataSource.transaction(async (manager) => {
      await this.keys.lockAccount(owner.ownerId, manager);
      await this.sessions.holdLive(owner, manager);
      const old = await this.keys.lock(owner, id, manager);
      if (!old) throw notFound();
      if (old.revokedAt || (old.expiresAt && old.expiresAt.getTime() <= Date.now())) throw apiKeyNotLive();
      if (await this.keys.hasSuccessor(id, manager))
        throw apiKeyNotLive('This key was already rotated; rotate its successor instead.');
      if (old.rotatedFrom) await this.keys.revoke(owner, old.rotatedFrom, manager);
      if (graceSeconds === 0) await this.keys.revoke(owner, id, manager);
      else await this.keys.endLater(id, graceSeconds, manager);
      const values = {
        userId: owner.ownerId,
        createdBy: makerOf(owner),
        name: old.name,
        scopes: old.scopes,
        expiresAt: expiresAt === undefined ? expiryOfSuccessor(old) : expiresAt,
        rotatedFrom: id,
      };
      return this.issue('api_key.rotated', values, actor, within, manager);
    });
    this.cache.forget(owner.ownerId);
    return issued;
  }

  /** @throws not_found, also for a key that was already revoked */
  async revoke(owner: Owner, id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const key = await this.keys.lock(owner, id, manager);
      if (!key || !(await this.keys.revoke(owner, id, manager))) throw notFound();
      await this.notify(actor, 'api_key.revoked', key, manager);
    });
    this.cache.forget(owner.ownerId);
  }

  /** Revokes every key of the account, and every key that the user created elsewhere. @returns the number of keys */
  async revokeAll(userId: string, manager: EntityManager): Promise<number> {
    const revoked = await this.keys.revokeAll(userId, manager);
    this.cache.forget(userId);
    return revoked;
  }

  /** A key in any state, for the mails about it. */
  find(id: string): Promise<ApiKey | null> {
    return this.keys.find(id);
  }

  /** A key in any state with its owner. */
  async findOwned(id: string): Promise<OwnedApiKey | undefined> {
    const key = await this.keys.find(id);
    return key ? { key, member: memberOf(key, await this.keys.membersOf([key])) } : undefined;
  }

  /** Keys that expire within a week. Marks them as warned about, so that each is returned once. */
  takeExpiring(limit: number, manager: EntityManager): Promise<{ keyId: string; email: string }[]> {
    return this.keys.takeExpiring(limit, manager);
  }

  /** A key with every scope for `userId`: the given one when it is live and the user's own, otherwise a new one. */
  async ensureKey(userId: string, name: string, key?: string): Promise<string> {
    const holder =
      key !== undefined && isWellFormedApiKey(key)
        ? await this.keys.findHolder({ keyHash: hashApiKey(key) })
        : undefined;
    if (key !== undefined && holder?.userId === userId && !holder.expiresAt) return key;
    const created = await this.keys.insert({ userId, createdBy: null, name, scopes: API_SCOPES });
    return created.key;
  }

  private async issue(
    action: 'api_key.created' | 'api_key.rotated',
    values: NewApiKey,
    actor: Actor,
    within: Within,
    manager: EntityManager,
  ): Promise<IssuedApiKey> {
    const issued = await this.keys.insert(values, manager);
    await this.notify(actor, action, issued.row, manager);
    await within(issued.row, manager);
    return { ...issued, member: memberOf(issued.row, await this.keys.membersOf([issued.row], manager)) };
  }

  private notify(
    actor: Actor,
    action: `api_key.${'created' | 'rotated' | 'revoked'}`,
    { id, userId, name, scopes, rotatedFrom }: ApiKey,
    manager: EntityManager,
  ): Promise<void> {
    return this.audit.append(
      actor,
      { chain: userId, action, target: { type: 'api_key', id }, after: { name, scopes, rotated_from: rotatedFrom } },
      manager,
    );
  }
}

const makerOf = ({ userId, ownerId }: SessionPrincipal): string | null => (userId === ownerId ? null : userId);

const memberOf = ({ userId, createdBy }: ApiKey, members: ReadonlyMap<string, KeyMember>): KeyMember =>
  members.get(createdBy ?? userId) as KeyMember;

function expiryOfSuccessor({ createdAt, expiresAt }: ApiKey): Date | null {
  if (!expiresAt) return null;
  return new Date(Math.min(Date.now() + expiresAt.getTime() - createdAt.getTime(), LATEST_EXPIRY));
}

const isExpired = ({ expiresAt }: ApiKeyHolder): boolean => (expiresAt?.getTime() ?? Infinity) <= Date.now();

function principalOf(holder: ApiKeyHolder | undefined): ApiKeyPrincipal | undefined {
  if (!holder || isExpired(holder)) return undefined;
  if (holder.status === 'suspended') throw accountSuspended();
  if (holder.mustResetPassword) throw passwordResetRequired();
  const { keyId, userId, workspaceId, workspaceRole, seat, role } = holder;
  // A member whose role was lowered keeps no more scopes than the role allows.
  const allowed = scopesOf(workspaceRole);
  const scopes = holder.scopes.filter((scope) => allowed.includes(scope));
  return { kind: 'api_key', keyId, userId, ownerId: workspaceId, role, workspaceRole, seat, scopes };
}
