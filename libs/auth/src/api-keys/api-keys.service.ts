import { Injectable, Logger } from '@nestjs/common';
import { accountSuspended, passwordResetRequired } from '../auth.errors';
import { CredentialCache } from '../access/credential-cache.service';
import { LastUse } from '../access/last-use';
import { API_SCOPES, type ApiKeyPrincipal } from '../access/principal';
import { hashApiKey, isWellFormedApiKey } from './api-key-format';
import { ApiKeysRepository } from './api-keys.repository';

@Injectable()
export class ApiKeysService {
  private readonly lastUse = new LastUse((id) => this.keys.markUsed(id), new Logger('ApiKeys'));

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly cache: CredentialCache,
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

  /** A key with every scope for `userId`: the given one when it is live and the user's own, else a new one. */
  async ensureKey(userId: string, name: string, key?: string): Promise<string> {
    const holder = key !== undefined && isWellFormedApiKey(key) ? await this.keys.findHolder(hashApiKey(key)) : undefined;
    if (key !== undefined && holder?.userId === userId && !holder.expiresAt) return key;
    const created = await this.keys.insert({ userId, name, scopes: API_SCOPES });
    return created.key;
  }
}
