import { notFound, type Owner, type Page } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CredentialCacheService } from '../access/credential-cache.service';
import { LastUse } from '../access/last-use';
import { API_SCOPES, type ApiKeyPrincipal } from '../access/principal';
import { type Actor, AuditLogService } from '../audit/audit-log.service';
import { accountSuspended, apiKeyNotLive, passwordResetRequired, tooManyApiKeys } from '../auth.errors';
import type { ApiKey } from './api-key.entity';
import { hashApiKey, isWellFormedApiKey } from './api-key-format';
import { ApiKeysRepository, type NewApiKey } from './api-keys.repository';

const MOST_LIVE_KEYS = 25;

export interface IssuedApiKey {
  row: ApiKey;
  /** Shown once. */
  key: string;
}

@Injectable()
export class ApiKeysService {
  private readonly lastUse = new LastUse((id) => this.keys.markUsed(id), new Logger('ApiKeys'));

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly cache: CredentialCacheService,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Who sent this key; undefined when it is unknown, expired or revoked.
   * @throws account_suspended, password_reset_required
   */
  async authenticate(key: string): Promise<ApiKeyPrincipal | undefined> {
    if (!isWellFormedApiKey(key)) return undefined;
    const keyHash = hashApiKey(key);
    const holder = await this.cache.lookup(keyHash.toString('base64'), () => this.keys.findHolder(keyHash));
    if (!holder || (holder.expiresAt && holder.expiresAt.getTime() <= Date.now())) return undefined;
    if (holder.status === 'suspended') throw accountSuspended();
    if (holder.mustResetPassword) throw passwordResetRequired();
    this.lastUse.note(holder.keyId);
    const { keyId, userId, role, scopes } = holder;
    return { kind: 'api_key', keyId, userId, ownerId: userId, role, scopes };
  }

  list(owner: Owner, page: { limit: number; cursor?: string }): Promise<Page<ApiKey>> {
    return this.keys.list(owner, page);
  }

  /**
   * The key itself is in the result and nowhere else.
   * @throws too_many_api_keys
   */
  create(
    { ownerId: userId }: Owner,
    { name, scopes, expiresAt }: Pick<NewApiKey, 'name' | 'scopes' | 'expiresAt'>,
    actor: Actor,
  ): Promise<IssuedApiKey> {
    return this.dataSource.transaction(async (manager) => {
      if ((await this.keys.countLive(userId, manager)) >= MOST_LIVE_KEYS)
        throw tooManyApiKeys(`An account can have at most ${MOST_LIVE_KEYS} active keys.`);
      const issued = await this.keys.insert({ userId, name, scopes, expiresAt }, manager);
      await this.notify(actor, 'api_key.created', issued.row, manager);
      return issued;
    });
  }

  /**
   * A new key with the same name, scopes and end; the old one works for `graceSeconds` more. A key that is still in the
   * grace of an earlier rotation ends now, so at most two keys of one line ever work.
   * @throws not_found, api_key_not_live
   */
  async rotate(owner: Owner, id: string, graceSeconds: number, actor: Actor): Promise<IssuedApiKey> {
    const issued = await this.dataSource.transaction(async (manager) => {
      const old = await this.keys.lock(owner, id, manager);
      if (!old) throw notFound();
      if (old.revokedAt || (old.expiresAt && old.expiresAt.getTime() <= Date.now())) throw apiKeyNotLive();
      if (await this.keys.hasSuccessor(id, manager))
        throw apiKeyNotLive('This key was already rotated; rotate its successor instead.');
      if (old.rotatedFrom) await this.keys.revoke(owner, old.rotatedFrom, manager);
      if (graceSeconds === 0) await this.keys.revoke(owner, id, manager);
      else await this.keys.endLater(id, graceSeconds, manager);
      const successor = await this.keys.insert(
        { userId: owner.ownerId, name: old.name, scopes: old.scopes, expiresAt: old.expiresAt, rotatedFrom: id },
        manager,
      );
      await this.notify(actor, 'api_key.rotated', successor.row, manager);
      return successor;
    });
    this.cache.forget(owner.ownerId);
    return issued;
  }

  /** @throws not_found, also for a key that is revoked already */
  async revoke(owner: Owner, id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const key = await this.keys.lock(owner, id, manager);
      if (!key || !(await this.keys.revoke(owner, id, manager))) throw notFound();
      await this.notify(actor, 'api_key.revoked', key, manager);
    });
    this.cache.forget(owner.ownerId);
  }

  /** A key in any state, for the mails about it. */
  find(id: string): Promise<ApiKey | null> {
    return this.keys.find(id);
  }

  /** Keys that expire within a week. Marks them as warned about, so that each is returned once. */
  takeExpiring(limit: number, manager: EntityManager): Promise<{ keyId: string; email: string }[]> {
    return this.keys.takeExpiring(limit, manager);
  }

  /** A key with every scope for `userId`: the given one when it is live and the user's own, else a new one. */
  async ensureKey(userId: string, name: string, key?: string): Promise<string> {
    const holder =
      key !== undefined && isWellFormedApiKey(key) ? await this.keys.findHolder(hashApiKey(key)) : undefined;
    if (key !== undefined && holder?.userId === userId && !holder.expiresAt) return key;
    const created = await this.keys.insert({ userId, name, scopes: API_SCOPES });
    return created.key;
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
